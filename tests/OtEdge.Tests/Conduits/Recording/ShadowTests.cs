using System.Reflection;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Modbus;
using OtEdge.Tests.Policy;
using Xunit;

namespace OtEdge.Tests.Conduits.Recording;

/// <summary>A candidate judged beside the live rules says what would change, and changes nothing.</summary>
public sealed class ShadowTests
{
    public static TheoryData<ConduitMode, int> Runs
    {
        get
        {
            var runs = new TheoryData<ConduitMode, int>();
            foreach (ConduitMode mode in Enum.GetValues<ConduitMode>())
            {
                for (int seed = 1; seed <= 25; seed++)
                {
                    runs.Add(mode, seed);
                }
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void On_or_off_every_byte_and_every_live_count_is_the_same(ConduitMode mode, int seed)
    {
        var off = new SessionRig(mode, Random(seed));
        var on = new SessionRig(Shadowed(mode, Random(seed), Random(seed + 1000)), Policies.Conduit(502));

        RunDay(off, seed);
        RunDay(on, seed);

        Assert.Equal(off.Client.SentBytes, on.Client.SentBytes);
        Assert.Equal(off.Loop.Dialled.SelectMany(link => link.SentBytes), on.Loop.Dialled.SelectMany(link => link.SentBytes));
        Assert.Equal(
            off.Context.Counters.Read() with { FindingsShed = 0 }, on.Context.Counters.Read() with { FindingsShed = 0 });
        Assert.Equal(0, on.Context.ShadowTotals.Faults);
        Assert.Equal(mode == ConduitMode.Bypass, on.Context.ShadowTotals.Judged == 0);
        off.Drain();
        on.Drain();
        Assert.Equal(off.Flows.ReadTimes, on.Flows.ReadTimes);
        Assert.Equal(
            off.Flows.Operations.Select(operation => (operation.Verdict, operation.Decision)),
            on.Flows.Operations.Select(operation => (operation.Verdict, operation.Decision)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    public void The_live_rules_as_candidate_of_a_monitoring_conduit_differ_in_nothing(int seed)
    {
        var rig = new SessionRig(Shadowed(ConduitMode.Monitor, Random(seed), Random(seed)), Policies.Conduit(502));

        RunDay(rig, seed);

        Assert.True(rig.Context.ShadowTotals.Judged > 100);
        Assert.Equal((0, 0), (rig.Context.ShadowTotals.Differs, rig.Context.ShadowTotals.Faults));
    }

    [Theory]
    [InlineData(ConduitMode.Observe, 2, 2)]
    [InlineData(ConduitMode.Monitor, 2, 2)]
    [InlineData(ConduitMode.Enforce, 2, 2)]
    public void A_tighter_candidate_is_told_with_the_operations_it_would_refuse(ConduitMode mode, long refused, long differs)
    {
        var rig = new SessionRig(Shadowed(mode, Policies.AllowAll, Policies.Narrow), Policies.Conduit(502));

        rig.Ask(Frames.Read(1, 0, 10));
        rig.Ask(Frames.WriteOne(2, 50, 1));
        rig.Ask(Frames.Read(3, 500, 1));

        Assert.Equal((3L, refused, differs), Totals(rig));
        Assert.All(rig.Findings, finding => Assert.Equal(FindingKind.ShadowDifference, finding.Kind));
        TrafficFinding write = rig.Findings[0];
        Assert.Equal((VerdictWord.Allowed, DecisionReason.Range, 50), (write.Verdict, write.Decision.Reason, write.Address));
        Assert.Same(Policies.Narrow, write.Rules);
    }

    [Fact]
    public void A_looser_candidate_is_told_with_what_it_would_let_pass()
    {
        var rig = new SessionRig(Shadowed(ConduitMode.Enforce, Policies.Narrow, Policies.AllowAll), Policies.Conduit(502));

        rig.Ask(Frames.WriteOne(2, 50, 1));

        Assert.Equal((1L, 0L, 1L), Totals(rig));
        TrafficFinding difference = rig.Findings.Single(finding => finding.Kind == FindingKind.ShadowDifference);
        Assert.Equal((VerdictWord.Refused, true), (difference.Verdict, difference.Decision.IsAllowed));
    }

    [Fact]
    public void A_candidate_has_a_memory_of_its_own()
    {
        RuleSet rated = Policies.Of(new Rule
        {
            Id = "rated",
            Classes = OperationClasses.Modbus,
            Rate = new RateLimit(2, TimeSpan.FromMinutes(1)),
        });
        var rig = new SessionRig(Shadowed(ConduitMode.Enforce, rated, rated), Policies.Conduit(502));

        for (ushort i = 0; i < 3; i++)
        {
            rig.Ask(Frames.Read(i, 0, 1));
        }

        // With one memory for both, each request would use up the rate twice.
        Assert.Equal(1, rig.Context.Counters.Read().Refused);
        Assert.Equal((3L, 1L, 0L), Totals(rig));
    }

    [Fact]
    public void A_candidate_learns_values_that_the_live_rules_do_not_ask_for()
    {
        RuleSet stepped = Policies.Of(
            new Rule { Id = "reads", Classes = OperationClasses.Read },
            new Rule
            {
                Id = "steps",
                Classes = OperationClasses.Write,
                Ranges = [Given.Holding(10, 10)],
                Values = [Given.Value(10, ProcessValueType.UInt16, maxStep: 5)],
            });
        var rig = new SessionRig(Shadowed(ConduitMode.Monitor, Policies.AllowAll, stepped), Policies.Conduit(502));
        rig.Ask(Frames.Read(1, 10, 1));
        rig.Reply(Frames.ReadReply(1, 1, first: 100));

        rig.Ask(Frames.WriteOne(2, 10, 103));
        rig.Reply(Frames.WriteOne(2, 10, 103));
        rig.Ask(Frames.WriteOne(3, 10, 108));
        rig.Reply(Frames.WriteOne(3, 10, 108));
        Assert.Equal((3L, 0L, 0L), Totals(rig));
        rig.Ask(Frames.WriteOne(4, 10, 114));

        Assert.Equal((4L, 1L, 1L), Totals(rig));
        Assert.Equal(DecisionReason.Step, rig.OnlyFinding.Decision.Reason);
    }

    [Fact]
    public void A_candidate_learns_what_a_mask_write_leaves()
    {
        RuleSet stepped = Policies.Of(
            new Rule { Id = "mask", Functions = [new FunctionId(22)] },
            new Rule { Id = "steps", Functions = [new FunctionId(6)], Values = [Given.Value(10, ProcessValueType.UInt16, maxStep: 5)] });
        var rig = new SessionRig(Shadowed(ConduitMode.Monitor, Policies.AllowAll, stepped), Policies.Conduit(502));
        byte[] mask = Frames.Raw(1, 1, 22, 0, 10, 0, 0, 0, 105);
        rig.Ask(mask);
        rig.Reply(mask);

        rig.Ask(Frames.WriteOne(2, 10, 110));
        rig.Ask(Frames.WriteOne(3, 10, 111));

        Assert.Equal((3L, 1L, 1L), Totals(rig));
        Assert.Equal(DecisionReason.Step, rig.OnlyFinding.Decision.Reason);
    }

    [Fact]
    public void A_fault_in_the_candidate_touches_nothing()
    {
        RuleSet broken = Policies.Of(new Rule { Id = "r", Classes = OperationClasses.Modbus });
        typeof(RuleSet).GetField("clients", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(broken, null);
        var rig = new SessionRig(Shadowed(ConduitMode.Enforce, Policies.Narrow, broken), Policies.Conduit(502));

        rig.Ask(Frames.Read(1, 0, 10));
        rig.Reply(Frames.ReadReply(1, 10));
        rig.Ask(Frames.WriteOne(2, 50, 1));

        Assert.Equal([.. Frames.ReadReply(1, 10), .. Frames.Exception(2, 6, ExceptionCode.IllegalDataAddress)], rig.Client.SentBytes);
        Assert.Equal(FindingKind.Refusal, rig.OnlyFinding.Kind);
        Assert.Equal((0, 2), (rig.Context.ShadowTotals.Judged, rig.Context.ShadowTotals.Faults));
    }

    [Fact]
    public void A_new_candidate_begins_at_zero_and_none_counts_nothing()
    {
        ConduitSnapshot none = Policies.Snapshot(ConduitMode.Enforce, Policies.AllowAll);
        var rig = new SessionRig(Shadowed(ConduitMode.Enforce, Policies.AllowAll, Policies.Narrow), Policies.Conduit(502));
        rig.Ask(Frames.WriteOne(1, 50, 1));
        Assert.Equal((1L, 1L, 1L), Totals(rig));

        rig.Context.Snapshot = Shadowed(ConduitMode.Enforce, Policies.AllowAll, RuleSet.None);
        Assert.Equal((0L, 0L, 0L), Totals(rig));
        rig.Ask(Frames.Read(2, 0, 1));
        rig.Ask(Frames.Read(3, 0, 1));
        Assert.Equal((2L, 2L, 2L), Totals(rig));
        rig.Context.Snapshot = none;
        rig.Ask(Frames.Read(4, 0, 1));

        Assert.Equal((0L, 0L, 0L), Totals(rig));
    }

    [Fact]
    public void Differences_leave_half_of_the_room_for_findings_to_others()
    {
        var rig = new SessionRig(Shadowed(ConduitMode.Monitor, Policies.AllowAll, RuleSet.None), Policies.Conduit(502));
        rig.Ask(Frames.Read(0, 0, 1));
        rig.Reply(Frames.ReadReply(0, 1));
        for (ushort i = 1; i < 5000; i++)
        {
            rig.Session.OnBytes(LinkSide.Client, Frames.Read(i, 0, 1));
            rig.Session.OnBytes(LinkSide.Device, Frames.ReadReply(i, 1));
        }

        Assert.Equal(5000, rig.Context.ShadowTotals.Differs);
        Assert.InRange(rig.Findings.Count, 2000, 2100);
        Assert.Equal(5000 - rig.Findings.Count, rig.Context.Counters.Read().FindingsShed);
    }

    private static (long Judged, long WouldBeRefused, long Differs) Totals(SessionRig rig) =>
        (rig.Context.ShadowTotals.Judged, rig.Context.ShadowTotals.WouldBeRefused, rig.Context.ShadowTotals.Differs);

    private static ConduitSnapshot Shadowed(ConduitMode mode, RuleSet live, RuleSet candidate) =>
        new(1, new Posture(mode, EnforcementScope.Everything, live)) { Shadow = candidate };

    private static RuleSet Random(int seed) => RuleSet.Compile(new RandomPolicies(new Random(seed)).Policy());

    // Requests of every kind, some wrong, against an obliging device; each run of one seed is the same.
    private static void RunDay(SessionRig rig, int seed)
    {
        var random = new Random(seed);
        for (ushort i = 0; i < 300; i++)
        {
            byte[] request = Request(random, i);
            rig.Ask(request);
            if (rig.Loop.Dialled.Count > 0 && rig.Device.SentBytes.AsSpan().EndsWith(request) && Frames.Oblige(request) is { } reply)
            {
                rig.Reply(reply);
            }

            rig.Pass(TimeSpan.FromMilliseconds(random.Next(1, 400)));
        }
    }

    private static byte[] Request(Random random, ushort id)
    {
        byte unit = (byte)random.Next(3);
        int address = random.Next(40);
        return random.Next(8) switch
        {
            0 => Frames.WriteOne(id, address, (ushort)random.Next(65536), unit),
            1 => Frames.WriteMany(id, address, [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => (ushort)random.Next(200))], unit),
            2 => Frames.Raw(id, unit, 23, 0, (byte)address, 0, 2, 0, (byte)random.Next(40), 0, 1, 2, 0, (byte)random.Next(256)),
            3 => Frames.Raw(id, unit, 22, 0, (byte)address, 0, 255, 0, (byte)random.Next(256)),
            4 => Frames.Raw(id, unit, 8, 0, (byte)random.Next(6), 0, 0),
            5 => Frames.Raw(id, unit, 3, 0, (byte)address, 0, 0),
            6 => Frames.Raw(id, unit, 21, 7, 6, 0, (byte)random.Next(1, 4), 0, (byte)address, 0, 0),
            _ => Frames.Read(id, address, random.Next(1, 20), unit),
        };
    }
}
