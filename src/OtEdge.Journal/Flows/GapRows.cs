using Microsoft.Data.Sqlite;
using OtEdge.Core.Traffic;

namespace OtEdge.Journal.Flows;

/// <summary>Stretches of time in which recording lost something; one that goes on stays one row.</summary>
internal static class GapRows
{
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(2);

    /// <summary>True when a gap continues another: same conduit and cause, and hardly any time between them.</summary>
    public static bool GoesOn(TrafficGap gap, TrafficGap next) =>
        gap.Conduit == next.Conduit && gap.Cause == next.Cause && next.From <= gap.To + Near && next.To >= gap.From - Near;

    /// <summary>Two gaps as one.</summary>
    public static TrafficGap Together(TrafficGap gap, TrafficGap next) => gap with
    {
        From = next.From < gap.From ? next.From : gap.From,
        To = next.To > gap.To ? next.To : gap.To,
        Lost = gap.Lost + next.Lost,
    };

    /// <summary>Adds a gap, or prolongs the one that it continues.</summary>
    public static void Add(SqliteConnection connection, TrafficGap gap) => Add(connection, gap, Near.Ticks);

    /// <summary>Adds a gap, or prolongs the last one of its conduit and cause, however far away.</summary>
    public static void Prolong(SqliteConnection connection, TrafficGap gap) => Add(connection, gap, TimeSpan.FromDays(36_500).Ticks);

    /// <summary>Gaps that touch a span of time, oldest first; empty conduit: of all. Gaps of all conduits belong to each.</summary>
    public static List<TrafficGap> List(SqliteConnection connection, string conduit, DateTimeOffset from, DateTimeOffset to) => Sql.Rows(
        connection,
        row => new TrafficGap(row.GetString(0), Instant(row, 1), Instant(row, 2), row.GetInt64(3), row.GetString(4)),
        """
        SELECT conduit, begun, ended, lost, cause FROM gap
        WHERE (@0 = '' OR conduit IN (@0, '')) AND ended >= @1 AND begun <= @2 ORDER BY begun, no
        """,
        conduit,
        from.UtcTicks,
        to.UtcTicks);

    private static void Add(SqliteConnection connection, TrafficGap gap, long nearTicks)
    {
        bool goesOn = Sql.Run(
            connection,
            """
            UPDATE gap SET begun = min(begun, @2), ended = max(ended, @3), lost = lost + @4
            WHERE no = (SELECT no FROM gap WHERE conduit = @0 AND cause = @1 AND @2 <= ended + @5 AND @3 >= begun - @5
                        ORDER BY no DESC LIMIT 1)
            """,
            gap.Conduit,
            gap.Cause,
            gap.From.UtcTicks,
            gap.To.UtcTicks,
            gap.Lost,
            nearTicks) > 0;
        if (!goesOn)
        {
            Sql.Run(
                connection,
                "INSERT INTO gap (conduit, begun, ended, lost, cause) VALUES (@0, @1, @2, @3, @4)",
                gap.Conduit,
                gap.From.UtcTicks,
                gap.To.UtcTicks,
                gap.Lost,
                gap.Cause);
        }
    }

    private static DateTimeOffset Instant(SqliteDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);
}
