using Microsoft.Data.Sqlite;
using OtEdge.Core.Traffic.Coverage;

namespace OtEdge.Journal.Flows;

/// <summary>Signed rehearsals; rows are only ever added.</summary>
internal static class RehearsalRows
{
    /// <summary>Adds one.</summary>
    public static void Add(SqliteConnection connection, SignedRehearsal rehearsal) => Sql.Run(
        connection,
        """
        INSERT INTO rehearsal (conduit, regime, operations, digest, signed_by, signed_at, note)
        VALUES (@0, @1, @2, @3, @4, @5, @6)
        """,
        rehearsal.Conduit,
        rehearsal.Regime,
        rehearsal.Operations,
        rehearsal.Digest,
        rehearsal.By,
        rehearsal.At.UtcTicks,
        rehearsal.Note);

    /// <summary>The last one of each regime of a conduit.</summary>
    public static List<SignedRehearsal> Last(SqliteConnection connection, string conduit) => Sql.Rows(
        connection,
        row => new SignedRehearsal
        {
            Conduit = row.GetString(0),
            Regime = row.GetString(1),
            Operations = row.GetString(2),
            Digest = row.GetString(3),
            By = row.GetString(4),
            At = new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero),
            Note = row.IsDBNull(6) ? null : row.GetString(6),
        },
        """
        SELECT conduit, regime, operations, digest, signed_by, signed_at, note FROM rehearsal
        WHERE no IN (SELECT max(no) FROM rehearsal WHERE conduit = @0 GROUP BY regime) ORDER BY no
        """,
        conduit);
}
