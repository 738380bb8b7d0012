using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Changes;

/// <summary>What the door must know of a conduit before it lets a change through.</summary>
/// <param name="Conduit">What the settings declare.</param>
/// <param name="Confirmed">Its confirmed record.</param>
/// <param name="Policy">Its confirmed policy; null: none.</param>
/// <param name="InFlight">The change on its way; null: none.</param>
/// <param name="Listens">True while it relays traffic.</param>
/// <param name="TrialIsOver">True when the running trial's time is up, whether or not that is recorded yet.</param>
internal sealed record ConduitStanding(
    Conduit Conduit,
    ConduitRecord Confirmed,
    PolicyDocument? Policy,
    StagedChange? InFlight,
    bool Listens,
    bool TrialIsOver = false);
