using Microsoft.Data.Sqlite;
using OtEdge.Core.Traffic;

namespace OtEdge.Journal.Flows;

/// <summary>How often flows were seen: in minutes, in hours when they are older, and in episodes.</summary>
internal static class RollUpRows
{
    private const int MinutesPerHour = 60;

    private const string AddUp =
        "DO UPDATE SET times = times + excluded.times, would_be_refused = would_be_refused + excluded.would_be_refused, "
        + "refused = refused + excluded.refused";

    /// <summary>Adds counts of minutes.</summary>
    /// <returns>How many were skipped because their flow is not kept.</returns>
    public static int Add(SqliteConnection connection, IEnumerable<FlowMinute> minutes, FlowNumbers numbers)
    {
        int skipped = 0;
        using SqliteCommand add = Sql.Command(
            connection, $"INSERT INTO minute VALUES (@0, @1, @2, @3, @4) ON CONFLICT {AddUp}", 0L, 0L, 0L, 0L, 0L);
        foreach (FlowMinute minute in minutes.OrderBy(minute => minute.From))
        {
            skipped += TryAdd(connection, add, MinuteOf(minute.From), (minute.Flow, minute.Times, minute.WouldBeRefused, minute.Refused), numbers);
        }

        return skipped;
    }

    /// <summary>Adds counts of episodes.</summary>
    /// <returns>How many were skipped because their flow is not kept.</returns>
    public static int Add(SqliteConnection connection, IEnumerable<FlowEpisode> episodes, FlowNumbers numbers)
    {
        int skipped = 0;
        using SqliteCommand add = Sql.Command(
            connection, $"INSERT INTO flow_episode VALUES (@0, @1, @2, @3, @4) ON CONFLICT {AddUp}", 0L, 0L, 0L, 0L, 0L);
        foreach (FlowEpisode episode in episodes)
        {
            skipped += TryAdd(
                connection, add, episode.Episode, (episode.Flow, episode.Times, episode.WouldBeRefused, episode.Refused), numbers);
        }

        return skipped;
    }

    /// <summary>Puts the minutes of the oldest hour together when they are older than a moment.</summary>
    /// <returns>False when there was nothing to do.</returns>
    public static bool RollUpOldest(SqliteConnection connection, DateTimeOffset before)
    {
        using SqliteCommand oldest = Sql.Command(connection, "SELECT min(at) FROM minute");
        if (oldest.ExecuteScalar() is not long first || (first / MinutesPerHour) + 1 > MinuteOf(before) / MinutesPerHour)
        {
            return false;
        }

        long hour = first / MinutesPerHour;
        Sql.Run(
            connection,
            $"""
            INSERT INTO hour SELECT at / {MinutesPerHour}, flow, sum(times), sum(would_be_refused), sum(refused)
            FROM minute WHERE at >= @0 AND at < @1 GROUP BY flow ON CONFLICT {AddUp};
            DELETE FROM minute WHERE at >= @0 AND at < @1
            """,
            hour * MinutesPerHour,
            (hour + 1) * MinutesPerHour);
        return true;
    }

    /// <summary>Removes roll-ups of before a moment, the oldest first.</summary>
    public static void RemoveBefore(SqliteConnection connection, DateTimeOffset before, int countMax)
    {
        Sql.Run(
            connection,
            "DELETE FROM hour WHERE at < (SELECT min(@0, coalesce((SELECT at FROM hour ORDER BY at, flow LIMIT 1 OFFSET @1), @0)))",
            MinuteOf(before) / MinutesPerHour,
            countMax);
        Sql.Run(
            connection,
            "DELETE FROM minute WHERE at < (SELECT min(@0, coalesce((SELECT at FROM minute ORDER BY at, flow LIMIT 1 OFFSET @1), @0)))",
            MinuteOf(before),
            countMax);
    }

    /// <summary>Start of the oldest roll-up; null when there is none.</summary>
    public static DateTimeOffset? Oldest(SqliteConnection connection)
    {
        using SqliteCommand oldest = Sql.Command(
            connection,
            $"SELECT coalesce((SELECT min(at) * {MinutesPerHour} FROM hour), (SELECT min(at) FROM minute))");
        return oldest.ExecuteScalar() is long at ? StartOf(at) : null;
    }

    /// <summary>Roll-ups of one flow, oldest first.</summary>
    public static List<FlowMinute> Of(SqliteConnection connection, string flow, DateTimeOffset from, DateTimeOffset to) => Sql.Rows(
        connection,
        row => new FlowMinute(flow, StartOf(row.GetInt64(0)), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
        $"""
        SELECT at * {MinutesPerHour}, times, would_be_refused, refused FROM hour
        WHERE at >= @1 / {MinutesPerHour} AND at <= @2 / {MinutesPerHour} AND flow = (SELECT no FROM flow WHERE id = @0)
        UNION ALL
        SELECT at, times, would_be_refused, refused FROM minute
        WHERE at >= @1 AND at <= @2 AND flow = (SELECT no FROM flow WHERE id = @0)
        ORDER BY 1
        """,
        flow,
        MinuteOf(from),
        MinuteOf(to));

    /// <summary>Counts of a conduit's flows in the episodes that touch a span of time.</summary>
    public static List<FlowEpisode> ByEpisode(SqliteConnection connection, string conduit, DateTimeOffset from, DateTimeOffset to) => Sql.Rows(
        connection,
        row => new FlowEpisode(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
        """
        SELECT f.id, e.episode, e.times, e.would_be_refused, e.refused
        FROM episode JOIN flow_episode e ON e.episode = episode.number JOIN flow f ON f.no = e.flow
        WHERE f.conduit = @0 AND begun <= @2 AND coalesce(ended, @1) >= @1 ORDER BY e.episode, f.no
        """,
        conduit,
        from.UtcTicks,
        to.UtcTicks);

    private static long MinuteOf(DateTimeOffset moment) => moment.UtcTicks / TimeSpan.TicksPerMinute;

    private static DateTimeOffset StartOf(long minute) => new(minute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    private static int TryAdd(
        SqliteConnection connection,
        SqliteCommand add,
        long key,
        (string Flow, long Times, long WouldBeRefused, long Refused) count,
        FlowNumbers numbers)
    {
        if (numbers.Of(connection, count.Flow) is not { } flow)
        {
            return 1;
        }

        add.Parameters[0].Value = key;
        add.Parameters[1].Value = flow;
        add.Parameters[2].Value = count.Times;
        add.Parameters[3].Value = count.WouldBeRefused;
        add.Parameters[4].Value = count.Refused;
        add.ExecuteNonQuery();
        return 0;
    }
}
