namespace OtEdge.Core.Staging;

/// <summary>Something to be done after a step. Effects are done in their order; each is about <see cref="Transition.Next"/>.</summary>
public abstract record ChangeEffect
{
    private ChangeEffect()
    {
    }

    /// <summary>Write the change to the journal, with the audit entry that tells of it.</summary>
    /// <param name="MustBeDurable">True: when it cannot be written, no later effect is done and the change stays as it was. False: the
    /// rest is done all the same, and the journal is owed it.</param>
    /// <param name="Confirms">True: in the same transaction the conduit's confirmed posture becomes the target, its epoch one more.</param>
    public sealed record Keep(bool MustBeDurable, bool Confirms = false) : ChangeEffect;

    /// <summary>Put the target in force, with the confirmed posture as fallback.</summary>
    /// <param name="DeadlineTicks">Monotonic moment from which the fallback holds by itself; null: never.</param>
    public sealed record Activate(long? DeadlineTicks) : ChangeEffect;

    /// <summary>Put the conduit's confirmed posture in force.</summary>
    public sealed record GoBack : ChangeEffect;

    /// <summary>Put the target in force as the confirmed posture.</summary>
    /// <param name="Epoch">Its epoch.</param>
    public sealed record ConfirmPosture(long Epoch) : ChangeEffect;

    /// <summary>Judge the target's rules beside the live ones.</summary>
    public sealed record StartShadow : ChangeEffect;

    /// <summary>Stop judging beside the live rules.</summary>
    public sealed record StopShadow : ChangeEffect;

    /// <summary>Tell those who listen.</summary>
    public sealed record Announce : ChangeEffect;
}
