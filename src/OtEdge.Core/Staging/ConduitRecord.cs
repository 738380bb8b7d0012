using OtEdge.Core.Traffic;

namespace OtEdge.Core.Staging;

/// <summary>What the journal knows of a conduit: its confirmed posture and its totals.</summary>
/// <param name="Conduit">Name of the conduit.</param>
/// <param name="Epoch">Grows by one with every confirmed change; 0 at first.</param>
/// <param name="Since">When the confirmed mode was entered.</param>
/// <param name="Posture">The confirmed posture.</param>
/// <param name="Totals">Counters since the conduit is known.</param>
public sealed record ConduitRecord(
    string Conduit,
    long Epoch,
    DateTimeOffset Since,
    PostureRecord Posture,
    TrafficTotals Totals);
