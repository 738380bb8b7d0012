using Microsoft.Data.Sqlite;
using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Journal.Alerts;

/// <summary>The alerts of the journal; they are written by its one writer.</summary>
/// <param name="write">Writes one transaction at once: what is lost when it fails, and the work.</param>
/// <param name="reader">Reads what is committed.</param>
/// <param name="group">Writes what was recorded, many records to a transaction.</param>
internal sealed class SqliteAlertStore(
    Action<string, Action<SqliteConnection>> write, ReadConnection reader, Func<GroupWriter<PendingRecords>> group) : IAlertStore
{
    private IReadOnlyList<string> receivers = [];

    /// <inheritdoc/>
    public void SendTo(IReadOnlyList<string> receivers) => Volatile.Write(ref this.receivers, receivers);

    /// <inheritdoc/>
    public IReadOnlyList<Alert> Alerts(AlertQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.CountMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.CountMax, 10_000);
        return reader.Run(connection => AlertTable.List(connection, query));
    }

    /// <inheritdoc/>
    public Alert? Alert(string id) => reader.Run(connection => AlertTable.Find(connection, id));

    /// <inheritdoc/>
    public void Keep(Alert alert) => write($"What was done with {alert.Id} was not kept", connection => AlertTable.Put(connection, alert));

    /// <inheritdoc/>
    public void Keep(Shelving shelving) => write("A shelving was not kept", connection => ShelfTable.Put(connection, shelving));

    /// <inheritdoc/>
    public void Unshelve(string key) => write("The end of a shelving was not kept", connection => ShelfTable.Remove(connection, key));

    /// <inheritdoc/>
    public IReadOnlyList<Shelving> Shelvings() => reader.Run(ShelfTable.All);

    /// <inheritdoc/>
    public IReadOnlyList<OutboxEntry> Unsent(string receiver, int countMax) =>
        reader.Run(connection => OutboxTable.First(connection, receiver, countMax));

    /// <inheritdoc/>
    public bool Sent(string receiver, IReadOnlyList<OutboxEntry> entries, TimeSpan timeout) =>
        group().Add((pending, _) => pending.AddSent(entries.Select(entry => new SentEntry(receiver, entry.Sequence, entry.Alert.Id))))
        && group().Flush(timeout);

    /// <inheritdoc/>
    public OutboxState Waiting(string receiver) => reader.Run(connection => OutboxTable.State(connection, receiver));

    /// <summary>Writes what a group holds of alerts.</summary>
    public void Write(SqliteConnection connection, PendingRecords batch, JournalOptions options)
    {
        OutboxTable.Remove(connection, batch.Sent);
        if (batch.Alerts.Count == 0)
        {
            return;
        }

        foreach (AlertStep step in batch.Alerts)
        {
            AlertTable.Put(connection, step.Alert);
        }

        Alert[] toSend = [.. batch.Alerts.Where(step => step.IsSent).Select(step => step.Alert)];
        OutboxTable.Add(connection, toSend, Volatile.Read(ref receivers), options.OutboxBytesMax);
        AlertTable.Trim(connection, options.AlertsMax);
    }
}
