using Microsoft.Data.Sqlite;
using OtEdge.Core.Auditing;

namespace OtEdge.Journal.Auditing;

/// <summary>The chain of audit entries and its checkpoints; rows are only ever added.</summary>
internal static class AuditTable
{
    /// <summary>Adds a note to the end of the chain, in the transaction that runs.</summary>
    public static void Append(SqliteConnection connection, AuditNote note)
    {
        AuditEntry entry = AuditEntry.After(Last(connection), note);
        Sql.Run(connection, "INSERT INTO audit (seq, line) VALUES (@0, @1)", entry.Sequence, entry.Line);
    }

    /// <summary>The newest entry; null when there is none.</summary>
    public static AuditEntry? Last(SqliteConnection connection) =>
        Sql.Rows(connection, Read, "SELECT line FROM audit ORDER BY seq DESC LIMIT 1").FirstOrDefault();

    /// <summary>True when the chain tells of a key.</summary>
    public static bool Knows(SqliteConnection connection, string key) => Sql.Number(
        connection, "SELECT count(*) FROM audit WHERE line ->> 'kind' = 'audit' AND line -> 'facts' ->> 'key' = @0", key) > 0;

    /// <summary>Entries, oldest first.</summary>
    public static List<AuditEntry> List(SqliteConnection connection, AuditQuery query)
    {
        // Asked of the text itself: a column beside it could be altered without breaking the chain.
        List<AuditEntry> newest = Sql.Rows(
            connection,
            Read,
            """
            SELECT line FROM audit
            WHERE seq >= @0 AND (@1 IS NULL OR line ->> 'conduit' = @1) AND (@2 IS NULL OR line ->> 'subject' = @2)
                AND (@3 IS NULL OR replace(line ->> 'kind', '_', '') = lower(@3))
            ORDER BY seq DESC LIMIT @4
            """,
            query.From,
            query.Conduit,
            query.Subject,
            query.Kind?.ToString(),
            query.CountMax);
        newest.Reverse();
        return newest;
    }

    /// <summary>Lines as they are kept, oldest first.</summary>
    public static List<string> Lines(SqliteConnection connection, long from, int countMax) => Sql.Rows(
        connection, row => row.GetString(0), "SELECT line FROM audit WHERE seq >= @0 ORDER BY seq LIMIT @1", from, countMax);

    /// <summary>Keeps a checkpoint; one that is there already stays.</summary>
    public static void Add(SqliteConnection connection, AuditCheckpoint checkpoint) => Sql.Run(
        connection,
        "INSERT INTO audit_checkpoint (seq, hash, at, key, signature) VALUES (@0, @1, @2, @3, @4) ON CONFLICT DO NOTHING",
        checkpoint.Sequence,
        checkpoint.Hash,
        checkpoint.At.UtcTicks,
        checkpoint.Key,
        checkpoint.Signature);

    /// <summary>Checkpoints, oldest first.</summary>
    public static List<AuditCheckpoint> Checkpoints(SqliteConnection connection) => Sql.Rows(
        connection,
        row => new AuditCheckpoint(
            row.GetInt64(0), row.GetString(1), new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero), row.GetString(3), row.GetString(4)),
        "SELECT seq, hash, at, key, signature FROM audit_checkpoint ORDER BY seq");

    private static AuditEntry Read(SqliteDataReader row) => AuditEntry.Read(row.GetString(0));
}
