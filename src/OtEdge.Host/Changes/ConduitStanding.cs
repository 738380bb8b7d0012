using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Changes;

/// <summary>What the door must know of a conduit before it lets a change through.</summary>
internal sealed record ConduitStanding
{
    /// <summary>What the settings declare.</summary>
    public required Conduit Conduit { get; init; }

    /// <summary>Its confirmed record.</summary>
    public required ConduitRecord Confirmed { get; init; }

    /// <summary>Its confirmed policy; null: none.</summary>
    public PolicyDocument? Policy { get; init; }

    /// <summary>The change on its way; null: none.</summary>
    public StagedChange? InFlight { get; init; }

    /// <summary>True while it relays traffic.</summary>
    public bool Listens { get; init; }

    /// <summary>True when the running trial's time is up, whether or not that is recorded yet.</summary>
    public bool TrialIsOver { get; init; }
}
