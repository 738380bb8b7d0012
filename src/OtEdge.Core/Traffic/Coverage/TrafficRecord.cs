namespace OtEdge.Core.Traffic.Coverage;

/// <summary>What is recorded of one conduit in a span of time.</summary>
/// <param name="Flows">Its flows by id.</param>
/// <param name="FlowEpisodes">How often they were seen in each episode.</param>
/// <param name="Operations">Its operations that are no reads, oldest first; enumerated once for each use.</param>
/// <param name="Episodes">Episodes that touch the span, oldest first.</param>
public sealed record TrafficRecord(
    IReadOnlyDictionary<string, Flow> Flows,
    IReadOnlyList<FlowEpisode> FlowEpisodes,
    IEnumerable<RecordedOperation> Operations,
    IReadOnlyList<Episode> Episodes)
{
    /// <summary>The episode that a moment is in; null when it is before all of them.</summary>
    public Episode? EpisodeAt(DateTimeOffset moment)
    {
        int low = 0, high = Episodes.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Episodes[middle].From <= moment ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : Episodes[low - 1];
    }
}
