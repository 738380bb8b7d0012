using Microsoft.Data.Sqlite;

namespace OtEdge.Journal.Flows;

/// <summary>Limits of recorded traffic; the defaults suit an industrial PC with a flash disk.</summary>
public sealed record FlowStoreOptions
{
    /// <summary>How long operations, roll-ups and gaps are kept. Default 30 days.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long flows are kept after they were last seen, and episodes after their end. Default 400 days.</summary>
    public TimeSpan FlowsKept { get; init; } = TimeSpan.FromDays(400);

    /// <summary>How long roll-ups stay minutes before they become hours. Default 2 days.</summary>
    public TimeSpan MinutesKept { get; init; } = TimeSpan.FromDays(2);

    /// <summary>Flows kept; beyond it the one not seen for longest goes. Default 100,000.</summary>
    public int FlowsMax { get; init; } = 100_000;

    /// <summary>Bytes that records may take; beyond it the oldest operations and roll-ups go, as a gap. Default 2 GiB.</summary>
    public long SizeBytesMax { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Rows of a table that one clean-up, once a minute, may remove for their age, so that a clock gone wrong for a moment
    /// wipes little. Default 5,000.</summary>
    public int AgedOutPerMinuteMax { get; init; } = 5_000;

    /// <summary>Operations that wait for the next group commit; what comes beyond it is shed, as a gap. Default 50,000.</summary>
    public int QueuedOperationsMax { get; init; } = 50_000;

    /// <summary>Flows that wait; what comes beyond it is shed until it is seen again. Default 20,000.</summary>
    public int QueuedFlowsMax { get; init; } = 20_000;

    /// <summary>Roll-ups of minutes and episodes that wait, each; what comes beyond it is shed, as a gap. Default 100,000.</summary>
    public int QueuedRollUpsMax { get; init; } = 100_000;

    /// <summary>How long a group commit gathers records before it writes. Default 200 ms.</summary>
    public TimeSpan GroupDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>First wait after a failed write; it doubles up to <see cref="RetryDelayMax"/>. Default 250 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest wait between two attempts to write again. Default 10 s.</summary>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Runs on the write connection before every transaction; tests make the disk fail with it.</summary>
    internal Action<SqliteConnection>? BeforeWrite { get; init; }
}
