using OtEdge.Core.Staging;
using OtEdge.Host.Changes;
using OtEdge.Host.Tags;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Guarding;

/// <summary>What the plant and the gateway say: windows, interlocks, guards, clock and audit, each with a sentence. Thread-safe.</summary>
/// <param name="scene">The conduits, the settings and the way to the journal.</param>
/// <param name="settings">What the settings say beside the site.</param>
/// <param name="tags">The present values.</param>
/// <param name="baselines">Freezes how conduits were.</param>
/// <param name="refusals">Sees refusals of what was legitimate.</param>
internal sealed class PlantFitness(
    ChangeScene scene, Func<SettingsModel?> settings, TagBook tags, BaselineBook baselines, RefusalWatch refusals) : IPlant
{
    // A way back takes one swap; the rest is for the people who are there.
    private static readonly TimeSpan WayBack = TimeSpan.FromMinutes(1);

    private readonly ConduitGuards guards = new(scene.Ledger, tags, baselines, refusals);
    private readonly ClockTrust clock = new(scene.Ledger.Moment);
    private (SettingsModel? Of, InterlockWatch[] All) interlocks = (null, []);

    /// <summary>Told when the wall clock stepped, with how far.</summary>
    public Action<TimeSpan> Stepped { get; set; } = static _ => { };

    /// <inheritdoc/>
    public Fitness FitnessFor(StagedChange change, DateTimeOffset now)
    {
        if (scene.Deck.Find(change.Conduit).Value is { } live)
        {
            baselines.Freeze(live, change, scene.Ledger.Moment.Ticks);
        }

        return new Fitness
        {
            Window = WindowOf(change, now),
            Interlocks = InterlocksOf(change.Conduit),
            Guards = GuardsOf(change, now),
            Clock = Clock(),
            Audit = scene.Ledger.Fault is { } fault ? Fact.False($"the audit cannot be written: {fault}") : Fact.True("the audit can be written"),
        };
    }

    /// <inheritdoc/>
    public Fact GuardsOf(StagedChange change, DateTimeOffset now)
    {
        if (scene.Deck.Find(change.Conduit).Value is not { } live)
        {
            return Fact.Unknown($"{change.Conduit} is not there any more");
        }

        GuardLook[] looks = [.. guards.Look(live, change, settings()?.Guards ?? new GuardSettings())];
        return (looks.FirstOrDefault(look => look.Says.Holds == false) ?? looks.FirstOrDefault(look => look.Says.Holds is null))?.Says
            ?? Fact.True("every guard passes");
    }

    /// <summary>What each guard says of a change that is armed or in force; empty for others.</summary>
    public IReadOnlyList<GuardLook> LooksAt(StagedChange change) =>
        (change.IsInForce || change.State == ChangeState.Armed) && scene.Deck.Find(change.Conduit).Value is { } live
            ? [.. guards.Look(live, change, settings()?.Guards ?? new GuardSettings())]
            : [];

    /// <summary>Takes in that a value was seen.</summary>
    public void Notice(string tag)
    {
        long now = scene.Ledger.Moment.Ticks;
        foreach (InterlockWatch interlock in Interlocks())
        {
            interlock.Notice(tag, now);
        }
    }

    /// <summary>Lets time pass, once a second: dwells go on, and a step of the clock is seen.</summary>
    public void Beat()
    {
        long now = scene.Ledger.Moment.Ticks;
        _ = Clock();
        foreach (InterlockWatch interlock in Interlocks())
        {
            _ = interlock.Look(now);
        }

        baselines.Beat(scene.Deck.All, now);
    }

    private Fact Clock()
    {
        Fact trusted = clock.Look(scene.Ledger.Moment, out TimeSpan? step);
        if (step is { } by)
        {
            Stepped(by);
        }

        return trusted;
    }

    private Fact WindowOf(StagedChange change, DateTimeOffset now)
    {
        if (change.Terms.Window is not { } name)
        {
            return Fact.True("no window is asked for");
        }

        return (settings()?.Windows ?? []).FirstOrDefault(window => window.Name == name) is { } window
            ? MaintenanceCalendar.Look(window, now, scene.Loader.Site.TimeZone, change.Trial + WayBack)
            : Fact.Unknown($"window {name} is no longer in the settings; expected one of them under `windows`");
    }

    private Fact InterlocksOf(string conduit)
    {
        long now = scene.Ledger.Moment.Ticks;
        Fact[] looks =
        [
            .. Interlocks()
                .Where(watch => watch.Interlock.Conduits.Count == 0 || watch.Interlock.Conduits.Contains(conduit))
                .Select(watch => watch.Look(now)),
        ];
        return looks.Length == 0 ? Fact.True("no interlock is declared for it")
            : looks.FirstOrDefault(look => look.Holds == false) ?? looks.FirstOrDefault(look => look.Holds is null)
                ?? Fact.True(string.Join("; ", looks.Select(look => look.Words)));
    }

    private InterlockWatch[] Interlocks()
    {
        SettingsModel? present = settings();
        if (!ReferenceEquals(interlocks.Of, present))
        {
            interlocks = (present, [.. (present?.Interlocks ?? []).Select(interlock => new InterlockWatch(interlock, tags))]);
        }

        return interlocks.All;
    }
}
