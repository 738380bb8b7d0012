using System.Text.Json;
using Microsoft.Data.Sqlite;
using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Journal.Alerts;

/// <summary>Alerts as they stand, bounded by number and age; those that are open stay.</summary>
internal static class AlertTable
{
    private const string Upsert = """
        INSERT INTO alert (id, conduit, severity, is_open, raised_at, last_seen, json) VALUES (@0, @1, @2, @3, @4, @5, @6)
        ON CONFLICT (id) DO UPDATE SET
            severity = excluded.severity, is_open = excluded.is_open, last_seen = excluded.last_seen, json = excluded.json
        """;

    /// <summary>Writes an alert, new or known.</summary>
    public static void Put(SqliteConnection connection, Alert alert) => Sql.Run(
        connection,
        Upsert,
        alert.Id,
        alert.Conduit,
        (int)alert.Severity,
        alert.IsOpen ? 1 : 0,
        alert.RaisedAt.UtcTicks,
        alert.LastSeen.UtcTicks,
        JsonSerializer.Serialize(alert, JournalJson.Default.Alert));

    /// <summary>Removes those that are over and of which there are too many, the oldest first.</summary>
    public static void Trim(SqliteConnection connection, int countMax) => Sql.Run(
        connection,
        "DELETE FROM alert WHERE is_open = 0 AND seq <= (SELECT max(seq) FROM alert) - @0",
        countMax);

    /// <summary>Removes those that are over and were last seen before <paramref name="before"/>, the oldest first.</summary>
    public static void RemoveAged(SqliteConnection connection, DateTimeOffset before, int countMax) => Sql.Run(
        connection,
        "DELETE FROM alert WHERE seq IN (SELECT seq FROM alert WHERE is_open = 0 AND last_seen < @0 ORDER BY last_seen LIMIT @1)",
        before.UtcTicks,
        countMax);

    public static Alert? Find(SqliteConnection connection, string id) =>
        Sql.Rows(connection, Read, "SELECT json FROM alert WHERE id = @0", id).FirstOrDefault();

    /// <summary>Last raised first.</summary>
    public static List<Alert> List(SqliteConnection connection, AlertQuery query) => Sql.Rows(
        connection,
        Read,
        $"""
        SELECT json FROM alert WHERE severity >= @0
        {(query.Conduit is null ? "" : "AND conduit = @1")}
        {(query.Since is null ? "" : "AND max(raised_at, last_seen) >= @2")}
        {(query.IsOpen is null ? "" : "AND is_open = @3")}
        ORDER BY seq DESC LIMIT @4
        """,
        (int)query.SeverityMin,
        query.Conduit,
        query.Since?.UtcTicks,
        query.IsOpen is true ? 1 : 0,
        query.CountMax);

    private static Alert Read(SqliteDataReader row) =>
        JsonSerializer.Deserialize(row.GetString(0), JournalJson.Default.Alert) ?? throw new JsonException("expected an alert, found null");
}
