using Microsoft.Data.Sqlite;
using OtEdge.Core.Traffic;

namespace OtEdge.Journal.Flows;

/// <summary>Episodes of the site's regimes.</summary>
internal static class EpisodeRows
{
    /// <summary>Begins an episode and ends the one that lasts.</summary>
    public static Episode Begin(SqliteConnection connection, string regime, DateTimeOffset from)
    {
        Sql.Run(connection, "UPDATE episode SET ended = max(begun, @0) WHERE ended IS NULL", from.UtcTicks);
        return Sql.Rows(
            connection, Read, "INSERT INTO episode (regime, begun) VALUES (@0, @1) RETURNING number, regime, begun, ended", regime, from.UtcTicks)[0];
    }

    /// <summary>Episodes that touch a span of time, oldest first.</summary>
    public static List<Episode> List(SqliteConnection connection, DateTimeOffset from, DateTimeOffset to) => Sql.Rows(
        connection,
        Read,
        "SELECT number, regime, begun, ended FROM episode WHERE begun <= @1 AND coalesce(ended, @0) >= @0 ORDER BY number",
        from.UtcTicks,
        to.UtcTicks);

    /// <summary>Removes episodes that ended before a moment, with their counts; the newest stays, so that numbers go on.</summary>
    public static void RemoveBefore(SqliteConnection connection, DateTimeOffset before, int countMax) => Sql.Run(
        connection,
        """
        DELETE FROM episode WHERE number IN
            (SELECT number FROM episode WHERE ended < @0 AND number < (SELECT max(number) FROM episode) ORDER BY number LIMIT @1);
        DELETE FROM flow_episode WHERE (episode, flow) IN
            (SELECT episode, flow FROM flow_episode WHERE episode < (SELECT min(number) FROM episode) LIMIT @1)
        """,
        before.UtcTicks,
        countMax);

    private static Episode Read(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), Instant(row, 2), row.IsDBNull(3) ? null : Instant(row, 3));

    private static DateTimeOffset Instant(SqliteDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);
}
