namespace OtEdge.Core.Staging;

/// <summary>What holds around a change at one moment: of its conduit and of those it must not meet.</summary>
public sealed record ConduitFacts
{
    /// <summary>Epoch of the conduit's confirmed posture.</summary>
    public required long Epoch { get; init; }

    /// <summary>Other changes in flight on the same conduit, such as <c>c-0007 by anna</c>; empty: none.</summary>
    public IReadOnlyList<string> OthersInFlight { get; init; } = [];

    /// <summary>Conduits of one conflict set with this one whose change is armed, in trial or in soak; empty: none.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    /// <summary>True while break-glass holds on the conduit.</summary>
    public bool IsGlassBroken { get; init; }

    /// <summary>True while the conduit relays traffic. Default true.</summary>
    public bool Listens { get; init; } = true;
}
