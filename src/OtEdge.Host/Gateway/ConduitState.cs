using OtEdge.Conduits;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Exempting;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.Host.Exempting;

namespace OtEdge.Host.Gateway;

/// <summary>Everything that is known of a conduit at one moment; immutable, swapped whole.</summary>
internal sealed record ConduitState
{
    /// <summary>What the settings now declare; what runs may be older until the conduit is restarted.</summary>
    public required Conduit Settings { get; init; }

    /// <summary>The confirmed record.</summary>
    public required ConduitRecord Confirmed { get; init; }

    /// <summary>The change on its way; null: none.</summary>
    public StagedChange? InFlight { get; init; }

    /// <summary>The conduit as it runs; null while it does not listen.</summary>
    public RunningConduit? Running { get; init; }

    /// <summary>The candidate that is judged beside the live rules; null: none.</summary>
    public Shadowing? Shadow { get; init; }

    /// <summary>The break-glass that holds; null: none.</summary>
    public BreakGlass? Glass { get; init; }

    /// <summary>Permits that run, wait, or ended while connections of theirs may still run.</summary>
    public IReadOnlyList<LivePermit> Permits { get; init; } = [];

    /// <summary>Totals of everything before <see cref="Running"/> was opened.</summary>
    public TrafficTotals Before { get; init; } = new();

    /// <summary>Why it does not run as it should; null: it does.</summary>
    public string? Fault { get; init; }

    /// <summary>The change whose target is in force without being confirmed, on trial or in soak; null: none.</summary>
    public StagedChange? InForce => InFlight is { IsInForce: true } ? InFlight : null;

    /// <summary>When the running trial goes back, in the data plane's monotonic time; <see cref="long.MaxValue"/> outside a trial.</summary>
    public long TrialEndsTicks => InFlight?.Stage is Stage.Trial trial ? trial.DeadlineTicks : long.MaxValue;

    /// <summary>Counters since the conduit is known.</summary>
    public TrafficTotals Totals => Running is null ? Before : Before.Plus(Running.Totals);

    /// <summary>True when the running trial's time is up.</summary>
    public bool TrialIsOver => Running is not null && Running.NowTicks >= TrialEndsTicks;

    /// <summary>The posture that holds at this moment, as the journal writes it.</summary>
    public PostureRecord Standing => InForce is { } change && !TrialIsOver ? change.To : Confirmed.Posture;
}
