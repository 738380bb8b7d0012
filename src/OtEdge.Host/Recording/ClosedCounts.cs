using OtEdge.Core.Traffic;

namespace OtEdge.Host.Recording;

/// <summary>Roll-ups that are ready for the store.</summary>
internal sealed class ClosedCounts
{
    /// <summary>Counts of minutes.</summary>
    public List<FlowMinute> Minutes { get; } = [];

    /// <summary>Counts of episodes.</summary>
    public List<FlowEpisode> Episodes { get; } = [];
}
