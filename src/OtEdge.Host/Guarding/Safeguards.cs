using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Core.Staging;
using OtEdge.Host.Auditing;
using OtEdge.Host.Changes;
using OtEdge.Host.Exempting;
using OtEdge.Host.Gateway;
using OtEdge.Host.People;
using OtEdge.Host.Tags;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Guarding;

/// <summary>The plant's say, break-glass, permits and the audit put together.</summary>
internal sealed class Safeguards : IAsyncDisposable
{
    private readonly AuditDesk audit;
    private readonly ExemptionBoard exemptions;
    private readonly BreakGlassDesk glasses;

    /// <summary>Puts it together.</summary>
    /// <param name="scene">What it works on.</param>
    /// <param name="runner">Takes the steps of changes.</param>
    /// <param name="news">Tells listeners.</param>
    /// <param name="people">Tells who may do what.</param>
    /// <param name="logger">Where it logs.</param>
    public Safeguards(ChangeScene scene, ChangeRunner runner, ConduitNews news, PeopleDesk people, ILogger logger)
    {
        Scene = scene;
        Runner = runner;
        Authority = new ChangeAuthority(people);
        audit = new AuditDesk(scene.Ledger, logger);
        glasses = new BreakGlassDesk(scene, runner, news, people);
        Facts = new ChangeFacts(scene.Deck, scene.Loader, () => Settings(), glasses.IsBroken);
        exemptions = new ExemptionBoard(
            scene.Turn, glasses, new GlassReturn(scene, runner, Facts, Authority, glasses), new PermitDesk(scene, Authority, news), scene);
    }

    /// <summary>What the settings say beside the site. Default: nothing.</summary>
    public Func<SettingsModel?> Settings { get; init; } = static () => null;

    /// <summary>What it works on.</summary>
    public ChangeScene Scene { get; }

    /// <summary>Takes the steps of changes.</summary>
    public ChangeRunner Runner { get; }

    /// <summary>Tells who may take which step.</summary>
    public ChangeAuthority Authority { get; }

    /// <summary>What holds around a change, break-glass included.</summary>
    public ChangeFacts Facts { get; }

    /// <summary>What each guard says of a change that is armed or in force; empty for others.</summary>
    public Func<StagedChange, IReadOnlyList<GuardLook>> Guards { get; private set; } = static _ => [];

    /// <summary>The audit.</summary>
    public AuditDesk Audit => audit;

    /// <summary>Break-glass and permits.</summary>
    public IExemptionDesk Exemptions => exemptions;

    /// <summary>Asks the plant.</summary>
    /// <param name="tags">The present values.</param>
    /// <param name="baselines">Freezes how conduits were.</param>
    /// <param name="watches">See refusals of what was legitimate, and devices that changed.</param>
    /// <param name="findings">Takes alarms.</param>
    public IPlant Plant(TagBook tags, BaselineBook baselines, (RefusalWatch Refusals, IdentityWatch Identities) watches, FindingDesk findings)
    {
        var plant = new PlantFitness(Scene, () => Settings(), tags, baselines, watches.Refusals)
        {
            Stepped = by => audit.Note(new AuditNote
            {
                At = Scene.Ledger.Now,
                Kind = AuditKind.Gateway,
                Action = "clock",
                By = AuditNote.Itself,
                Text = $"the wall clock stepped by {by.TotalSeconds:+0;-0} s; what is armed is disarmed",
            }),
        };
        tags.Read += (tag, _) => plant.Notice(tag);
        watches.Identities.Changed = (conduit, words) => Tell(findings, conduit, words);
        watches.Refusals.Breached = conduit => _ = Scene.Turn.TakeAsync(() => GoBack(plant, conduit));
        glasses.Alarm = finding => findings.Record([finding]);
        exemptions.EachSecond = plant.Beat;
        Guards = plant.LooksAt;
        return plant;
    }

    /// <summary>Takes up what the journal has, and begins to look after it; with the conduits there, and before anybody can ask.</summary>
    public void Start(TimeProvider time, ILogger logger)
    {
        audit.Start(time);
        exemptions.Start(time, logger);
    }

    /// <summary>Stops looking.</summary>
    public async ValueTask DisposeAsync()
    {
        await exemptions.DisposeAsync();
        await audit.DisposeAsync();
    }

    private void Tell(FindingDesk findings, string conduit, string words)
    {
        string text = $"the PLC's program or identity behind {conduit} changed, check the names again: {words}; evidence from before counts no more";
        findings.Record([FindingWords.OfConduit(Core.Findings.FindingKind.DeviceChanged, conduit, words, text, Scene.Ledger.Now)]);
        _ = Scene.Turn.TakeAsync(() => Scene.Deck.Find(conduit).Value is { } live && DropEvidence(live, words));
    }

    // A change that only a restart has ended could be armed again by its evidence, which is of another device now.
    private bool DropEvidence(LiveConduit live, string words)
    {
        StagedChange? change = live.State.InFlight
            ?? Scene.Ledger.HistoryOf(live.Name).FirstOrDefault(ended => ended.Stage is Stage.RolledBack { CanReturn: true });
        if (change is null)
        {
            return false;
        }

        var path = new ChangePath(change);
        return path.Take(new ChangeEvent.EvidenceStale(Scene.Ledger.Moment, words)) && Runner.Do(live, path).IsDone;
    }

    // A breach does not wait for the next look: each refused operation is one that the plant misses.
    private bool GoBack(PlantFitness plant, string conduit) =>
        Scene.Deck.Find(conduit).Value is { State.InFlight: { IsInForce: true } change } live
        && Runner.Take(live, new ChangeEvent.GuardsSeen(Scene.Ledger.Moment, plant.GuardsOf(change, Scene.Ledger.Now))).IsDone;
}
