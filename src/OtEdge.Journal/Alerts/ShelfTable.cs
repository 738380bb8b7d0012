using Microsoft.Data.Sqlite;
using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Journal.Alerts;

/// <summary>What is shelved, until when and why.</summary>
internal static class ShelfTable
{
    public static void Put(SqliteConnection connection, Shelving shelving) => Sql.Run(
        connection,
        "INSERT OR REPLACE INTO shelf (key, until, shelved_by, reason) VALUES (@0, @1, @2, @3)",
        shelving.Key,
        shelving.Until.UtcTicks,
        shelving.By,
        shelving.Reason);

    public static void Remove(SqliteConnection connection, string key) => Sql.Run(connection, "DELETE FROM shelf WHERE key = @0", key);

    public static List<Shelving> All(SqliteConnection connection) => Sql.Rows(
        connection,
        row => new Shelving(row.GetString(0), new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero), row.GetString(2), row.GetString(3)),
        "SELECT key, until, shelved_by, reason FROM shelf ORDER BY until");
}
