using Microsoft.Data.Sqlite;

namespace OtEdge.Journal;

/// <summary>Limits of the journal; the defaults suit an industrial PC with a flash disk.</summary>
public sealed record JournalOptions
{
    /// <summary>Distinct findings kept for each conduit; beyond it the one not seen for longest goes. Default 10,000.</summary>
    public int FindingsPerConduitMax { get; init; } = 10_000;

    /// <summary>How long a finding is kept after it was last seen. Default 90 days.</summary>
    public TimeSpan FindingsKept { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Findings that one hourly clean-up may remove for their age, so that a clock gone wrong wipes nothing. Default 1,000.</summary>
    public int AgedOutPerHourMax { get; init; } = 1_000;

    /// <summary>Distinct findings that wait for the next group commit; what comes beyond it is shed and counted. Default 10,000.</summary>
    public int QueuedFindingsMax { get; init; } = 10_000;

    /// <summary>How long a group commit gathers findings before it writes. Default 200 ms.</summary>
    public TimeSpan GroupDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>First wait after a failed write; it doubles up to <see cref="RetryDelayMax"/>. Default 250 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest wait between two attempts to write again. Default 10 s.</summary>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Alerts kept that are over; beyond it the oldest goes. Default 10,000.</summary>
    public int AlertsMax { get; init; } = 10_000;

    /// <summary>Alerts that wait for the next group commit; what comes beyond it is shed and counted. Default 4,096.</summary>
    public int QueuedAlertsMax { get; init; } = 4_096;

    /// <summary>Bytes of alerts that wait for one receiver; beyond it the least urgent go, the oldest of them first, and a gap tells so.
    /// Default 32 MiB.</summary>
    public long OutboxBytesMax { get; init; } = 32 * 1024 * 1024;

    /// <summary>Runs on the write connection before every transaction; tests make the disk fail with it.</summary>
    internal Action<SqliteConnection>? BeforeWrite { get; init; }
}
