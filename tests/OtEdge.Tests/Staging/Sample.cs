using System.Net;
using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Core.Zones;

namespace OtEdge.Tests.Staging;

/// <summary>A change in every state, and one fitting event of every kind.</summary>
internal static class Sample
{
    public const long Epoch = 4;

    public static readonly DateTimeOffset Start = new(2026, 3, 3, 6, 0, 0, TimeSpan.Zero);
    public static readonly Actor Anna = new("anna", [PlantFunction.Engineering]);
    public static readonly Actor Ben = new("ben", [PlantFunction.Operations]);
    public static readonly Actor Eve = new("eve", [PlantFunction.Security]);
    public static readonly Actor Saf = new("saf", [PlantFunction.Safety]);
    public static readonly Actor Olga = new("olga", [PlantFunction.Operations, PlantFunction.Security]);
    public static readonly CoveragePlan Plan = new(["producing"]);
    public static readonly ConduitFacts Free = new() { Epoch = Epoch };

    public static readonly PostureRecord Monitoring = PostureRecord.Start with { Mode = ConduitMode.Monitor, PolicyDigest = "p1" };
    public static readonly PostureRecord Enforcing = Monitoring with { Mode = ConduitMode.Enforce };

    public static readonly ChangeCheck Tightening = new() { Direction = DifferenceKind.Tightening, Lines = ["any client loses: read"] };
    public static readonly ChangeCheck Loosening = new() { Direction = DifferenceKind.Loosening };

    public static Conduit Conduit { get; } = new()
    {
        Name = "filling-modbus",
        From = "supervision",
        To = "filling",
        Protocol = ConduitProtocol.ModbusTcp,
        Listen = new IPEndPoint(IPAddress.Loopback, 0),
        Device = new DeviceAddress("127.0.0.1", 1),
    };

    public static Fitness Fit { get; } = new()
    {
        Window = Fact.True("no window is asked for"),
        Interlocks = Fact.True("filler.state is Idle"),
        Guards = Fact.True("nothing hurts"),
        Clock = Fact.True("the clock is trusted"),
        Audit = Fact.True("the audit is written"),
    };

    public static StagedChange Draft { get; } = new()
    {
        Id = "c-0007",
        Conduit = Conduit.Name,
        From = Monitoring,
        To = Enforcing,
        BaseEpoch = Epoch,
        Reason = "refuse writes of strangers",
        Author = "anna",
        ProposedAt = Start,
        Stage = new Stage.Draft { Since = Start },
    };

    public static Moment At(double seconds = 0) => new(Start.AddSeconds(seconds), TimeSpan.FromSeconds(seconds).Ticks);

    public static ReadinessReport Report(StagedChange change, bool isMet = true, string evidence = "e1") =>
        new(change.Digest, evidence, Start, [new GateAnswer("coverage", isMet, ["20 of 20 episodes."]), new GateAnswer("parity", true, ["All the same."])]);

    public static ChangeEvent Yes(StagedChange change, Actor by, PlantFunction? function = null, double seconds = 0) =>
        new ChangeEvent.Approved(At(seconds), by, function, ChangeDigest.OfApproval(change));

    /// <summary>Takes steps that must succeed.</summary>
    public static StagedChange After(this StagedChange change, params Func<StagedChange, ChangeEvent>[] steps)
    {
        foreach (Func<StagedChange, ChangeEvent> step in steps)
        {
            Transition taken = change.After(step(change));
            Xunit.Assert.True(taken.Refusal is null, taken.Refusal is { } refusal ? ChangeRefusalWords.Of(change, refusal) : "");
            change = taken.Next;
        }

        return change;
    }

    /// <summary>The sample in a state, reached by fitting events.</summary>
    public static StagedChange In(ChangeState state, StagedChange? draft = null) => state switch
    {
        ChangeState.Draft => draft ?? Draft,
        ChangeState.Checked => In(ChangeState.Draft, draft).After(_ => new ChangeEvent.Checked(At(), Tightening)),
        ChangeState.Shadowing => In(ChangeState.Checked, draft).After(_ => new ChangeEvent.ShadowStarted(At(), Plan)),
        ChangeState.Ready => In(ChangeState.Shadowing, draft).After(change => new ChangeEvent.GatesSeen(At(), Report(change))),
        ChangeState.Approved => In(ChangeState.Ready, draft).After(change => Yes(change, Ben)),
        ChangeState.Armed => In(ChangeState.Approved, draft).After(_ => new ChangeEvent.Armed(At(), Ben, Free)),
        ChangeState.Trial => In(ChangeState.Armed, draft).After(_ => new ChangeEvent.FitnessSeen(At(), Free, Fit)),
        ChangeState.Soak => In(ChangeState.Trial, draft).After(change => new ChangeEvent.Confirmed(At(), Ben, TokenOf(change))),
        ChangeState.Confirmed => In(ChangeState.Soak, draft).After(
            _ => new ChangeEvent.SoakSeen(At(), Fact.True("one episode of each")),
            change => new ChangeEvent.Confirmed(At(), Ben, TokenOf(change))),
        ChangeState.Withdrawn => In(ChangeState.Draft, draft).After(_ => new ChangeEvent.Withdrawn(At(), Anna, "")),
        ChangeState.Rejected => In(ChangeState.Ready, draft).After(_ => new ChangeEvent.Rejected(At(), Ben, "not this week")),
        ChangeState.Stale => In(ChangeState.Draft, draft).After(_ => new ChangeEvent.BaseMoved(At(), Epoch + 1, "c-0006 by otto")),
        _ => In(ChangeState.Trial, draft).After(_ => new ChangeEvent.Aborted(At(), Ben, "")),
    };

    public static string TokenOf(StagedChange change) => change.Stage switch
    {
        Stage.Armed armed => armed.Token,
        Stage.Trial trial => trial.Token,
        Stage.Soak soak => soak.Token,
        _ => "",
    };

    /// <summary>One event of every kind that fits the change wherever it fits any.</summary>
    public static IReadOnlyList<ChangeEvent> Events(StagedChange change) =>
    [
        new ChangeEvent.Checked(At(1), Tightening),
        new ChangeEvent.ShadowStarted(At(1), Plan),
        new ChangeEvent.GatesSeen(At(1), Report(change)),
        new ChangeEvent.GatesOverridden(At(1), Anna, Report(change, isMet: false), "rehearsed"),
        Yes(change, Ben, seconds: 1),
        new ChangeEvent.Rejected(At(1), Ben, "not this week"),
        new ChangeEvent.Edited(At(1), Anna, Enforcing with { RefuseWith = RefusalForm.Close }, "close instead"),
        new ChangeEvent.Answered(At(1), Anna, [new ChangeAnswer(ChangeQuestion.Harm, "the filler")]),
        new ChangeEvent.BaseMoved(At(1), Epoch + 1, "c-0006 by otto"),
        new ChangeEvent.Armed(At(1), Ben, Free),
        new ChangeEvent.FitnessSeen(At(1), Free, Fit),
        new ChangeEvent.Extended(At(1), Ben, TokenOf(change)),
        new ChangeEvent.Confirmed(At(1), Ben, TokenOf(change), "seen enough"),
        new ChangeEvent.Aborted(At(1), Ben, ""),
        new ChangeEvent.Hurt(At(1), Ben, "the filler stopped"),
        new ChangeEvent.Withdrawn(At(1), Anna, ""),
        new ChangeEvent.Tick(At(1)),
        new ChangeEvent.GuardsSeen(At(1), Fact.True("nothing hurts")),
        new ChangeEvent.SoakSeen(At(1), Fact.True("one episode of each")),
        new ChangeEvent.Restarted(At(1), IsClean: true),
        new ChangeEvent.EvidenceStale(At(1), "the PLC's program changed"),
        new ChangeEvent.GlassBroken(At(1), "ben broke the glass"),
    ];
}
