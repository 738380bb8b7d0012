using System.Text.Json;
using Microsoft.Data.Sqlite;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic;

namespace OtEdge.Journal;

/// <summary>The confirmed record of each conduit.</summary>
internal static class ConduitTable
{
    public static List<ConduitRecord> All(SqliteConnection connection) => Sql.Rows(
        connection,
        row => new ConduitRecord(
            row.GetString(0),
            row.GetInt64(1),
            new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero),
            JsonSerializer.Deserialize(row.GetString(3), JournalJson.Default.PostureRecord)!,
            JsonSerializer.Deserialize(row.GetString(4), JournalJson.Default.TrafficTotals)!),
        "SELECT name, epoch, since, posture, totals FROM conduit ORDER BY name");

    /// <summary>Adds a conduit; a known one stays as it is.</summary>
    /// <returns>True when it was added.</returns>
    public static bool Add(SqliteConnection connection, ConduitRecord conduit) => Sql.Run(
        connection,
        "INSERT INTO conduit (name, epoch, since, posture, totals) VALUES (@0, @1, @2, @3, @4) ON CONFLICT DO NOTHING",
        conduit.Conduit,
        conduit.Epoch,
        conduit.Since.UtcTicks,
        JsonSerializer.Serialize(conduit.Posture, JournalJson.Default.PostureRecord),
        JsonSerializer.Serialize(conduit.Totals, JournalJson.Default.TrafficTotals)) > 0;

    /// <summary>Removes a conduit.</summary>
    public static void Remove(SqliteConnection connection, string name) =>
        Sql.Run(connection, "DELETE FROM conduit WHERE name = @0", name);

    /// <summary>Sets what is confirmed, and leaves the totals.</summary>
    /// <returns>False when the conduit is unknown.</returns>
    public static bool Confirm(SqliteConnection connection, ConduitRecord conduit) => Sql.Run(
        connection,
        "UPDATE conduit SET epoch = @1, since = @2, posture = @3 WHERE name = @0",
        conduit.Conduit,
        conduit.Epoch,
        conduit.Since.UtcTicks,
        JsonSerializer.Serialize(conduit.Posture, JournalJson.Default.PostureRecord)) > 0;

    /// <summary>Sets the totals of a known conduit.</summary>
    public static void Count(SqliteConnection connection, string name, TrafficTotals totals) => Sql.Run(
        connection,
        "UPDATE conduit SET totals = @1 WHERE name = @0",
        name,
        JsonSerializer.Serialize(totals, JournalJson.Default.TrafficTotals));
}
