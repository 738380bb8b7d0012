using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Journal.Alerts;

/// <summary>
/// Alerts that wait for a receiver. An alert's place in the order is given in the transaction that records it. What is beyond the bound
/// goes by urgency, the least first, and in it by age, the oldest first; a gap takes the place of the first that went.
/// </summary>
internal static class OutboxTable
{
    // Freeing some room at once keeps gaps few.
    private const long FreedPercent = 25;

    /// <summary>Adds alerts for every receiver, in order, then drops what is beyond the bound.</summary>
    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="alerts">New alerts, in the order of their raising.</param>
    /// <param name="receivers">Who is to get them.</param>
    /// <param name="bytesMax">Most bytes that may wait for one receiver.</param>
    public static void Add(SqliteConnection connection, IReadOnlyList<Alert> alerts, IReadOnlyList<string> receivers, long bytesMax)
    {
        if (alerts.Count == 0 || receivers.Count == 0)
        {
            return;
        }

        long seq = Number(connection, "SELECT value FROM counter WHERE name = 'outbox'");
        foreach (Alert alert in alerts)
        {
            seq++;
            foreach (string receiver in receivers)
            {
                Insert(connection, receiver, seq, alert);
            }
        }

        Sql.Run(connection, "UPDATE counter SET value = @0 WHERE name = 'outbox'", seq);
        foreach (string receiver in receivers)
        {
            long bytes = Number(connection, "SELECT coalesce(sum(bytes), 0) FROM outbox WHERE receiver = @0", receiver);
            if (bytes > bytesMax)
            {
                Trim(connection, receiver, bytes - (bytesMax * (100 - FreedPercent) / 100));
            }
        }
    }

    /// <summary>Removes what a receiver has taken.</summary>
    public static void Remove(SqliteConnection connection, IEnumerable<SentEntry> taken)
    {
        foreach (SentEntry entry in taken)
        {
            // A gap may have taken the place since; it must not go with the alert that was there.
            Sql.Run(
                connection,
                "DELETE FROM outbox WHERE receiver = @0 AND seq = @1 AND alert = @2",
                entry.Receiver,
                entry.Sequence,
                entry.Alert);
        }
    }

    /// <summary>The first that wait for a receiver.</summary>
    public static List<OutboxEntry> First(SqliteConnection connection, string receiver, int countMax) => Sql.Rows(
        connection,
        row => new OutboxEntry(
            row.GetInt64(0),
            JsonSerializer.Deserialize(row.GetString(1), JournalJson.Default.Alert) ?? throw new JsonException("expected an alert, found null")),
        "SELECT seq, json FROM outbox WHERE receiver = @0 ORDER BY seq LIMIT @1",
        receiver,
        countMax);

    /// <summary>How much waits for a receiver.</summary>
    public static OutboxState State(SqliteConnection connection, string receiver)
    {
        long waiting = Number(connection, "SELECT count(*) FROM outbox WHERE receiver = @0", receiver);
        long oldest = Number(connection, "SELECT raised_at FROM outbox WHERE receiver = @0 ORDER BY seq LIMIT 1", receiver);
        return new OutboxState(waiting, waiting == 0 ? null : new DateTimeOffset(oldest, TimeSpan.Zero));
    }

    private static void Insert(SqliteConnection connection, string receiver, long seq, Alert alert)
    {
        string json = JsonSerializer.Serialize(alert, JournalJson.Default.Alert);
        Sql.Run(
            connection,
            """
            INSERT INTO outbox (receiver, seq, alert, conduit, severity, stands_for, first_at, raised_at, bytes, json)
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9)
            """,
            receiver,
            seq,
            alert.Id,
            alert.Conduit,
            (int)alert.Severity,
            alert.Kind == AlertKind.Gap ? alert.Times : 1,
            alert.Kind == AlertKind.Gap ? alert.FirstSeen.UtcTicks : alert.RaisedAt.UtcTicks,
            alert.RaisedAt.UtcTicks,
            Encoding.UTF8.GetByteCount(json),
            json);
    }

    private static void Trim(SqliteConnection connection, string receiver, long bytesToFree)
    {
        List<Waiting> all = Sql.Rows(
            connection,
            row => new Waiting(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), (row.GetInt64(4), row.GetInt64(5))),
            "SELECT seq, conduit, bytes, stands_for, first_at, raised_at FROM outbox WHERE receiver = @0 ORDER BY severity, seq",
            receiver);
        var gone = new List<Waiting>();
        foreach (Waiting one in all)
        {
            if (bytesToFree <= 0)
            {
                break;
            }

            bytesToFree -= one.Bytes;
            gone.Add(one);
            Sql.Run(connection, "DELETE FROM outbox WHERE receiver = @0 AND seq = @1", receiver, one.Sequence);
        }

        foreach (IGrouping<string, Waiting> conduit in gone.GroupBy(one => one.Conduit))
        {
            Alert gap = AlertText.Gap(
                conduit.Key,
                receiver,
                conduit.Sum(one => one.StandsFor),
                new DateTimeOffset(conduit.Min(one => one.At.First), TimeSpan.Zero),
                new DateTimeOffset(conduit.Max(one => one.At.Last), TimeSpan.Zero));
            AlertTable.Put(connection, gap);
            Insert(connection, receiver, conduit.Min(one => one.Sequence), gap);
        }
    }

    private static long Number(SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = Sql.Command(connection, sql, values);
        return Convert.ToInt64(command.ExecuteScalar() ?? 0L);
    }

    private sealed record Waiting(long Sequence, string Conduit, long Bytes, long StandsFor, (long First, long Last) At);
}
