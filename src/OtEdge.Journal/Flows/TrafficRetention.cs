using Microsoft.Data.Sqlite;
using OtEdge.Core.Traffic;

namespace OtEdge.Journal.Flows;

/// <summary>Keeps recorded traffic within its bounds: by age once a minute, by size with every group.</summary>
/// <param name="options">The bounds.</param>
internal sealed class TrafficRetention(FlowStoreOptions options)
{
    private const int RowsAtOnceMin = 5_000;
    private const int HoursRolledUpAtOnce = 2;
    private static readonly TimeSpan RollUpsAtOnce = TimeSpan.FromHours(6);

    /// <summary>Rolls old minutes up, and removes what is too old or too much.</summary>
    /// <returns>True when flows were removed.</returns>
    public bool RemoveAged(SqliteConnection connection, DateTimeOffset now)
    {
        for (int i = 0; i < HoursRolledUpAtOnce && RollUpRows.RollUpOldest(connection, now - options.MinutesKept); i++)
        {
        }

        DateTimeOffset before = now - options.Kept;
        OperationRows.RemoveBefore(connection, before, options.AgedOutPerMinuteMax);
        RollUpRows.RemoveBefore(connection, before, options.AgedOutPerMinuteMax);
        Sql.Run(
            connection,
            "DELETE FROM gap WHERE no IN (SELECT no FROM gap WHERE ended < @0 LIMIT @1)",
            before.UtcTicks,
            options.AgedOutPerMinuteMax);
        EpisodeRows.RemoveBefore(connection, now - options.FlowsKept, options.AgedOutPerMinuteMax);
        return FlowRows.Trim(connection, now - options.FlowsKept, options.FlowsMax, options.AgedOutPerMinuteMax);
    }

    /// <summary>Makes room when records take more than they may: the oldest operations and roll-ups go, as a gap.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="added">Operations that were just added; more than that must go, or it never ends.</param>
    public void RemoveExcess(SqliteConnection connection, int added)
    {
        if (UsedBytes(connection) <= options.SizeBytesMax || Oldest(connection) is not { } oldest)
        {
            return;
        }

        var gone = OperationRows.RemoveBefore(connection, DateTimeOffset.MaxValue, RowsAtOnceMin + (2 * added));
        DateTimeOffset until = gone?.Last ?? oldest + RollUpsAtOnce;
        RollUpRows.RemoveBefore(connection, until, int.MaxValue);
        GapRows.Prolong(connection, new TrafficGap("", oldest, until, gone?.Times ?? 0, "the oldest records made room for newer ones"));
    }

    private static DateTimeOffset? Oldest(SqliteConnection connection) =>
        (OperationRows.Oldest(connection), RollUpRows.Oldest(connection)) switch
        {
            ({ } operation, { } rollUp) => operation < rollUp ? operation : rollUp,
            ({ } operation, null) => operation,
            (null, var rollUp) => rollUp,
        };

    private static long UsedBytes(SqliteConnection connection)
    {
        long pages = Sql.Number(connection, "PRAGMA page_count") - (long)Sql.Number(connection, "PRAGMA freelist_count");
        return pages * Sql.Number(connection, "PRAGMA page_size");
    }
}
