using Microsoft.Data.Sqlite;
using OtEdge.Core.Traffic;
using OtEdge.Journal.Alerts;

namespace OtEdge.Journal;

/// <summary>Writes what was gathered for one group commit.</summary>
/// <param name="alerts">Writes the alerts of a group.</param>
/// <param name="options">Limits.</param>
internal sealed class GroupCommit(SqliteAlertStore alerts, JournalOptions options)
{
    /// <summary>Writes it in the transaction that runs.</summary>
    /// <param name="connection">The journal.</param>
    /// <param name="batch">What was gathered; nothing: only whether the disk takes it is found out.</param>
    /// <param name="agedBefore">What was last seen before goes; null: nothing does.</param>
    public void Write(SqliteConnection connection, PendingRecords batch, DateTimeOffset? agedBefore)
    {
        if (batch.IsEmpty)
        {
            // Writes a page that is there already, to see whether the disk takes it.
            Sql.Run(connection, $"PRAGMA user_version = {Sql.Number(connection, "PRAGMA user_version")}");
        }

        FindingTable.Take(connection, batch.Findings, options.FindingsPerConduitMax);
        foreach ((string conduit, TrafficTotals totals) in batch.Totals)
        {
            ConduitTable.Count(connection, conduit, totals);
        }

        alerts.Write(connection, batch, options);
        if (agedBefore is { } oldest)
        {
            FindingTable.RemoveAged(connection, oldest, options.AgedOutPerHourMax);
            AlertTable.RemoveAged(connection, oldest, options.AgedOutPerHourMax);
        }
    }
}
