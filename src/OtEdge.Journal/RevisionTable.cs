using Microsoft.Data.Sqlite;
using OtEdge.Core.Staging;

namespace OtEdge.Journal;

/// <summary>Every policy revision ever kept.</summary>
internal static class RevisionTable
{
    /// <summary>Adds a revision; a known digest changes nothing.</summary>
    public static void Add(SqliteConnection connection, PolicyRevision revision) => Sql.Run(
        connection,
        "INSERT INTO revision (digest, name, json, first_seen) VALUES (@0, @1, @2, @3) ON CONFLICT DO NOTHING",
        revision.Digest,
        revision.Name,
        revision.Json,
        revision.FirstSeen.UtcTicks);

    public static PolicyRevision? Find(SqliteConnection connection, string digest) => Sql.Rows(
        connection,
        row => new PolicyRevision(
            row.GetString(0), row.GetString(1), row.GetString(2), new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero)),
        "SELECT digest, name, json, first_seen FROM revision WHERE digest = @0",
        digest).FirstOrDefault();
}
