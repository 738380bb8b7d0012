using System.Collections;
using System.Net;
using System.Reflection;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Core.Zones;

namespace OtEdge.Tests.Journal;

/// <summary>Records with every field filled.</summary>
internal static class JournalSamples
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    public static PostureRecord Posture { get; } = new(
        ConduitMode.Enforce,
        new EnforcementScope(
            OperationClasses.Malformed | OperationClasses.Write,
            [new ClientSelector("scada-1", [IPNetwork.Parse("10.20.0.11/32"), IPNetwork.Parse("fd00::/64")], "urn:acme:scada")],
            UnknownClients: true),
        "3b1f",
        FaultStance.Refuse,
        RefusalForm.Drop);

    public static Clearance Clearance { get; } = new(new ChangeCheck
    {
        Direction = DifferenceKind.Tightening,
        Lines = ["any client loses: read"],
        TouchesEssential = true,
    })
    {
        Plan = new CoveragePlan(["producing"]),
        Readiness = new ReadinessReport("a1", "e1", Start, [new GateAnswer("parity", false, ["nothing compared"])]),
        Overrides = [new GateOverride("parity", "anna", Start, "witnessed")],
        Approvals = [new Approval("ben", PlantFunction.Operations, Start, "d1")],
    };

    public static ConduitRecord Conduit(string name = "filling", long epoch = 0, ConduitMode mode = ConduitMode.Observe) =>
        new(name, epoch, Start.AddHours(epoch), PostureRecord.Start with { Mode = mode }, new TrafficTotals());

    public static StagedChange Change(string id, string conduit = "filling", ChangeState state = ChangeState.Draft) => new()
    {
        Id = id,
        Conduit = conduit,
        From = PostureRecord.Start,
        To = Posture,
        BaseEpoch = 4,
        Reason = "refuse writes of unknown clients – „jetzt“",
        Author = "anna",
        ProposedAt = Start,
        Editors = ["otto"],
        Trial = TimeSpan.FromMinutes(7),
        Terms = new ChangeTerms { Governance = Governance.Functions, Window = "tuesday", Questions = [ChangeQuestion.Harm] },
        Answers = [new ChangeAnswer(ChangeQuestion.Harm, "filling")],
        Stage = Stage(state),
        Version = 3,
        History = [new ChangeMark(Start, ChangeState.Draft, "anna", "proposed")],
    };

    public static Stage Stage(ChangeState state)
    {
        DateTimeOffset since = Start.AddTicks(1);
        return state switch
        {
            ChangeState.Checked => new Stage.Checked(Clearance) { Since = since },
            ChangeState.Shadowing => new Stage.Shadowing(Clearance) { Since = since },
            ChangeState.Ready => new Stage.Ready(Clearance) { Since = since },
            ChangeState.Approved => new Stage.Approved(Clearance) { Since = since },
            ChangeState.Armed => new Stage.Armed(Clearance, "c-1.9") { Since = since },
            ChangeState.Trial => new Stage.Trial(Clearance, "c-1.9") { Since = since, Deadline = Start.AddMinutes(7), Extensions = 1 },
            ChangeState.Soak => new Stage.Soak(Clearance, "c-1.9") { Since = since, Confirmations = Clearance.Approvals },
            ChangeState.Confirmed => new Stage.Confirmed("confirmed by anna") { Since = since, Cleared = Clearance },
            ChangeState.Withdrawn => new Stage.Withdrawn("no") { Since = since },
            ChangeState.Rejected => new Stage.Rejected("no") { Since = since },
            ChangeState.Stale => new Stage.Stale("moved") { Since = since },
            ChangeState.RolledBack => new Stage.RolledBack(RollbackCause.DeadMan, "no confirmation") { Since = since, Cleared = Clearance },
            _ => new Stage.Draft { Since = since },
        };
    }

    public static Finding Finding(int number, string conduit = "filling", DateTimeOffset? at = null, long times = 1) => new()
    {
        Id = $"f-{number:x8}",
        Key = $"{conduit}|refusal|{number}",
        Conduit = conduit,
        Kind = FindingKind.Refusal,
        Verdict = VerdictWord.WouldBeRefused,
        Reason = DecisionReason.Value,
        Client = "10.20.0.11",
        ClientAsset = "scada-1",
        Class = OperationClass.Write,
        Function = "16",
        Unit = 1,
        Space = RegisterSpace.HoldingRegister,
        File = 3,
        Address = number,
        Count = 2,
        Value = "90 °C (target-temp)",
        Rule = "setpoint",
        RuleAt = "policies/filling-modbus.yaml:14",
        PolicyDigest = "3b1f",
        Text = "scada-1 (10.20.0.11) wrote 90 °C to target-temp: above 85 °C of rule setpoint",
        FirstSeen = at ?? Start,
        LastSeen = at ?? Start,
        Times = times,
    };

    /// <summary>A record in words, lists and all, for comparing; records with lists in them have no equality of their own.</summary>
    public static string Words(object? value) => value switch
    {
        null => "null",
        string text => text,
        IPNetwork or DateTimeOffset or TimeSpan => value.ToString()!,
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Words))}]",
        _ when value.GetType().IsPrimitive || value.GetType().IsEnum => value.ToString()!,
        _ => $"{{{string.Join(", ", value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => $"{property.Name}: {Words(property.GetValue(value))}"))}}}",
    };
}
