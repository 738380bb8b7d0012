using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using OtEdge.Core.Staging;

namespace OtEdge.Journal;

/// <summary>Every change ever committed, as it last stood.</summary>
internal static class ChangeTable
{
    public static void Put(SqliteConnection connection, StagedChange change) => Sql.Run(
        connection,
        """
        INSERT INTO change (id, conduit, state, json) VALUES (@0, @1, @2, @3)
        ON CONFLICT (id) DO UPDATE SET conduit = excluded.conduit, state = excluded.state, json = excluded.json
        """,
        change.Id,
        change.Conduit,
        change.State.ToString(),
        JsonSerializer.Serialize(change, JournalJson.Default.StagedChange));

    public static StagedChange? Find(SqliteConnection connection, string id) =>
        Sql.Rows(connection, Read, "SELECT conduit, json FROM change WHERE id = @0", id).FirstOrDefault();

    /// <summary>Newest first.</summary>
    public static List<StagedChange> List(SqliteConnection connection, string? conduit, int countMax) => Sql.Rows(
        connection,
        Read,
        $"SELECT conduit, json FROM change {(conduit is null ? "" : "WHERE conduit = @1")} ORDER BY seq DESC LIMIT @0",
        countMax,
        conduit);

    /// <summary>Carries the history of a conduit over to its new name.</summary>
    public static void Rename(SqliteConnection connection, string from, string to) =>
        Sql.Run(connection, "UPDATE change SET conduit = @1 WHERE conduit = @0", from, to);

    /// <summary>The number of the last id that was given out.</summary>
    public static int LastNumber(SqliteConnection connection) =>
        Sql.Number(connection, "SELECT value FROM counter WHERE name = 'change'");

    /// <summary>Notes the number of the last id that was given out.</summary>
    public static void SetLastNumber(SqliteConnection connection, int number) =>
        Sql.Run(connection, "UPDATE counter SET value = max(value, @0) WHERE name = 'change'", number);

    /// <summary>The id with this number, such as <c>c-0007</c>.</summary>
    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"c-{number:D4}");

    // The column counts: a renamed conduit leaves its old name in the text.
    private static StagedChange Read(SqliteDataReader row) =>
        JsonSerializer.Deserialize(row.GetString(1), JournalJson.Default.StagedChange)! with { Conduit = row.GetString(0) };
}
