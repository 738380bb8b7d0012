namespace OtEdge.Core.Policy;

/// <summary>
/// What the data plane judges by: read once per frame, swapped by one reference. A trial's snapshot carries the posture to fall
/// back to and when, so that the data plane goes back by itself even when everything else has died.
/// </summary>
public sealed class ConduitSnapshot
{
    private readonly Posture active;

    /// <summary>Makes a snapshot.</summary>
    /// <param name="revision">Grows with every swap of a conduit.</param>
    /// <param name="active">The posture that holds.</param>
    /// <param name="fallback">The posture that holds from <paramref name="fallbackAtTicks"/> on; null: none.</param>
    /// <param name="fallbackAtTicks">Monotonic time (100 ns) as in <see cref="JudgingTime.Ticks"/>.</param>
    public ConduitSnapshot(long revision, Posture active, Posture? fallback = null, long fallbackAtTicks = long.MaxValue)
    {
        this.active = active;
        Revision = revision;
        Fallback = fallback;
        FallbackAtTicks = fallback is null ? long.MaxValue : fallbackAtTicks;
    }

    /// <summary>Grows with every swap of a conduit.</summary>
    public long Revision { get; }

    /// <summary>The posture that a trial falls back to; null outside a trial.</summary>
    public Posture? Fallback { get; }

    /// <summary>A candidate that is judged beside the posture and changes nothing; null: none.</summary>
    public RuleSet? Shadow { get; init; }

    /// <summary>When <see cref="Fallback"/> takes over; <see cref="long.MaxValue"/> without one.</summary>
    public long FallbackAtTicks { get; }

    /// <summary>The posture that holds at <paramref name="ticks"/>.</summary>
    public Posture At(long ticks) => ticks < FallbackAtTicks ? active : Fallback!;
}
