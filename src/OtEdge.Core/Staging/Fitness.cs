namespace OtEdge.Core.Staging;

/// <summary>What the plant and the gateway say at one moment about starting a trial.</summary>
public sealed record Fitness
{
    /// <summary>A window is open with room for the trial and its way back; holds where no window is asked for.</summary>
    public required Fact Window { get; init; }

    /// <summary>Every interlock has been true for its dwell.</summary>
    public required Fact Interlocks { get; init; }

    /// <summary>Every guard passes.</summary>
    public required Fact Guards { get; init; }

    /// <summary>The wall clock is trusted.</summary>
    public required Fact Clock { get; init; }

    /// <summary>The audit can be written.</summary>
    public required Fact Audit { get; init; }
}
