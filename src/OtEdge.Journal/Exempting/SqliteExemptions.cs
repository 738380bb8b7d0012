using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Data.Sqlite;
using OtEdge.Core.Auditing;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Exempting;
using OtEdge.Journal.Auditing;

namespace OtEdge.Journal.Exempting;

/// <summary>Break-glass and permits, each as it last stood.</summary>
/// <param name="write">Runs work in one transaction of the journal.</param>
/// <param name="reader">Reads the journal.</param>
internal sealed class SqliteExemptions(Action<string, Action<SqliteConnection>> write, ReadConnection reader) : IExemptions
{
    /// <inheritdoc/>
    public void Keep(BreakGlass glass, AuditNote note, ConduitRecord? confirmed = null) => write(
        $"Break-glass {glass.Id} was not written",
        connection =>
        {
            AuditTable.Append(connection, note);
            Put(connection, glass.Id, glass.Conduit, JsonSerializer.Serialize(glass, JournalJson.Default.BreakGlass));
            if (confirmed is not null && !ConduitTable.Confirm(connection, confirmed))
            {
                throw new ArgumentException($"conduit '{confirmed.Conduit}' is unknown: adopt it first", nameof(confirmed));
            }
        });

    /// <inheritdoc/>
    public void Keep(Permit permit, AuditNote? note) => write(
        $"Permit {permit.Id} was not written",
        connection =>
        {
            if (note is not null)
            {
                AuditTable.Append(connection, note);
            }

            Put(connection, permit.Id, permit.Conduit, JsonSerializer.Serialize(permit, JournalJson.Default.Permit));
        });

    /// <inheritdoc/>
    public IReadOnlyList<BreakGlass> Glasses() =>
        reader.Run(connection => All(connection, "b-", JournalJson.Default.BreakGlass, (glass, conduit) => glass with { Conduit = conduit }));

    /// <inheritdoc/>
    public IReadOnlyList<Permit> Permits() =>
        reader.Run(connection => All(connection, "p-", JournalJson.Default.Permit, (permit, conduit) => permit with { Conduit = conduit }));

    /// <summary>Carries what a conduit has over to its new name.</summary>
    public static void Rename(SqliteConnection connection, string from, string to) =>
        Sql.Run(connection, "UPDATE exemption SET conduit = @1 WHERE conduit = @0", from, to);

    private static void Put(SqliteConnection connection, string id, string conduit, string json) => Sql.Run(
        connection,
        "INSERT INTO exemption (id, conduit, json) VALUES (@0, @1, @2) ON CONFLICT (id) DO UPDATE SET conduit = excluded.conduit, json = excluded.json",
        id,
        conduit,
        json);

    // The column counts: a renamed conduit leaves its old name in the text.
    private static List<T> All<T>(SqliteConnection connection, string prefix, JsonTypeInfo<T> type, Func<T, string, T> named) => Sql.Rows(
        connection,
        row => named(JsonSerializer.Deserialize(row.GetString(1), type)!, row.GetString(0)),
        "SELECT conduit, json FROM exemption WHERE substr(id, 1, 2) = @0 ORDER BY length(id), id",
        prefix);
}
