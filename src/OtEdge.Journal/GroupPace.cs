namespace OtEdge.Journal;

/// <summary>When a group of records is written.</summary>
/// <param name="GroupDelay">How long a group gathers records.</param>
/// <param name="RetryDelay">First wait after a failed write; it doubles.</param>
/// <param name="RetryDelayMax">Longest wait between two attempts.</param>
/// <param name="HurryCount">With more records than this a group is written at once.</param>
internal sealed record GroupPace(TimeSpan GroupDelay, TimeSpan RetryDelay, TimeSpan RetryDelayMax, int HurryCount);
