using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Tests.Policy;
using Xunit;

namespace OtEdge.Tests.Replays;

public sealed class HistoryReplayTests
{
    private static readonly DateTimeOffset From = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = From.AddDays(30);
    private readonly RememberedTraffic record = new();

    [Fact]
    public void Reads_are_judged_by_flow_and_counted_by_their_number()
    {
        record.AllFlows.Add(Read("a", 0, 10, times: 1000));
        record.AllFlows.Add(Read("b", 50, 10, times: 7));

        ReplayReport report = Replay(new Rule { Id = "low", Classes = OperationClasses.Read, Ranges = [Given.Holding(0, 20)] });

        Assert.Equal((1007, 7), (report.Requests, report.WouldBeRefused));
        Assert.Equal(1000, report.Rules[0].Hits);
        ReplayedFlow flow = Assert.Single(report.Flows);
        Assert.Equal((50, 7, DecisionReason.Range), (flow.Address, flow.Times, flow.Decision.Reason));
        Assert.Equal((From.AddDays(1), From.AddDays(20)), (flow.FirstSeen, flow.LastSeen));
    }

    [Fact]
    public void Writes_are_judged_one_by_one_in_the_order_of_time()
    {
        record.AllFlows.Add(Write("w", 5, 1));
        Wrote("w", From.AddDays(2), 100);
        Wrote("w", From.AddDays(3), 105);
        Wrote("w", From.AddDays(4), 200);
        Wrote("w", From.AddDays(5), 205, VerdictWord.WouldBeRefused);

        ReplayReport report = Replay(new Rule
        {
            Id = "setpoint",
            Classes = OperationClasses.Write,
            Values = [Given.Value(5, ProcessValueType.UInt16, 0, 300, maxStep: 10)],
        });

        ReplayedFlow flow = Assert.Single(report.Flows);
        Assert.Equal((DecisionReason.Step, From.AddDays(4)), (flow.Decision.Reason, flow.FirstSeen));
        Assert.Equal((3, 1), (report.Rules[0].Hits, report.Rules[0].StepUnknown));
    }

    [Fact]
    public void What_was_really_refused_never_reached_the_device_and_is_not_learned()
    {
        record.AllFlows.Add(Write("w", 5, 1));
        Wrote("w", From.AddDays(2), 100);
        Wrote("w", From.AddDays(3), 200, VerdictWord.Refused);
        Wrote("w", From.AddDays(4), 105);

        ReplayReport report = Replay(new Rule
        {
            Id = "setpoint",
            Classes = OperationClasses.Write,
            Values = [Given.Value(5, ProcessValueType.UInt16, maxStep: 10)],
        });

        Assert.Equal(From.AddDays(3), Assert.Single(report.Flows).LastSeen);
    }

    [Fact]
    public void A_rate_on_reads_that_are_only_counted_refuses_none_and_one_on_writes_counts_as_it_was()
    {
        record.AllFlows.Add(Read("a", 0, 10, times: 1_000_000));
        record.AllFlows.Add(Write("w", 5, 1));
        for (int at = 0; at < 4; at++)
        {
            Wrote("w", From.AddDays(2).AddSeconds(at), 100);
        }

        ReplayReport report = Replay(new Rule
        {
            Id = "few",
            Classes = OperationClasses.Read | OperationClasses.Write,
            Rate = new RateLimit(3, TimeSpan.FromMinutes(1)),
        });

        Assert.Equal(DecisionReason.Rate, Assert.Single(report.Flows).Decision.Reason);
        Assert.Equal((1, 1_000_003), (report.WouldBeRefused, report.Rules[0].Hits));
    }

    [Fact]
    public void Would_be_refusals_are_told_by_regime()
    {
        record.AllEpisodes.Add(new Episode(1, "producing", From, From.AddDays(10)));
        record.AllEpisodes.Add(new Episode(2, "cleaning", From.AddDays(10), From.AddDays(11)));
        record.AllEpisodes.Add(new Episode(3, "producing", From.AddDays(11), null));
        record.AllFlows.Add(Write("w", 5, 1));
        record.AllFlows.Add(Read("a", 0, 10, times: 30));
        record.AllFlowEpisodes.Add(new FlowEpisode("a", 1, 10, 0, 0));
        record.AllFlowEpisodes.Add(new FlowEpisode("a", 2, 5, 0, 0));
        record.AllFlowEpisodes.Add(new FlowEpisode("a", 3, 15, 0, 0));
        Wrote("w", From.AddDays(10.5), 1);
        Wrote("w", From.AddDays(10.6), 1);

        ReplayReport report = Replay(new Rule { Id = "reads", Classes = OperationClasses.Read });

        Assert.Equal([new ReplayedRegime("cleaning", 7, 2), new ReplayedRegime("producing", 25, 0)], report.Regimes);
        Assert.Equal(2, Assert.Single(report.Flows).Regimes["cleaning"]);
    }

    [Fact]
    public void Only_the_time_asked_for_counts()
    {
        record.AllFlows.Add(Read("a", 0, 10, times: 1000) with { FirstSeen = From.AddDays(-100) });
        record.AllMinutes.Add(new FlowMinute("a", From.AddDays(-50), 900, 0, 0));
        record.AllMinutes.Add(new FlowMinute("a", From.AddDays(5), 40, 0, 0));
        record.AllMinutes.Add(new FlowMinute("a", From.AddDays(6), 2, 0, 0));
        record.AllFlows.Add(Read("old", 0, 10, times: 5) with { FirstSeen = From.AddDays(-9), LastSeen = From.AddDays(-8) });

        ReplayReport report = Replay();

        Assert.Equal(42, report.Requests);
        Assert.Equal(From, report.From);
    }

    [Fact]
    public void Mask_writes_are_judged_by_their_masks()
    {
        record.AllFlows.Add(Write("m", 5, 1) with { Function = new FunctionId(22) });
        record.AllOperations.Add(new RecordedOperation { Utc = From.AddDays(1), Flow = "m", Data = new byte[] { 0, 0, 0, 7 } });
        record.AllOperations.Add(new RecordedOperation { Utc = From.AddDays(2), Flow = "m", Data = new byte[] { 0xFF, 0xFF, 0, 0 } });

        ReplayReport report = Replay(new Rule
        {
            Id = "mask",
            Functions = [new FunctionId(22)],
            Values = [Given.Value(5, ProcessValueType.UInt16, 0, 10)],
        });

        Assert.Equal((2, 1), (report.Requests, report.WouldBeRefused));
    }

    [Fact]
    public void What_is_not_kept_well_enough_to_judge_is_counted_and_not_judged()
    {
        record.AllFlows.Add(Read("sweep", 0, 0, times: 500) with { IsSweep = true });
        record.AllFlows.Add(Read("others", 0, 10, times: 30) with { Client = "others" });
        Wrote("gone", From.AddDays(1), 5);

        var replayer = new Replayer(RuleSet.None);
        HistoryTotals totals = HistoryReplay.Run(record, "line", From, To, replayer);

        Assert.Equal((531, 0), (totals.NotJudged, replayer.Finish().Requests));
    }

    [Fact]
    public void A_month_is_replayed_in_far_less_than_a_minute()
    {
        const int Flows = 500, Operations = 300_000;
        var random = new Random(7);
        for (int at = 0; at < Flows; at++)
        {
            record.AllFlows.Add(at % 2 == 0 ? Read($"f{at}", at * 10, 10, times: 1_000_000) : Write($"f{at}", at, 1));
        }

        for (int at = 0; at < Operations; at++)
        {
            Wrote($"f{(2 * random.Next(Flows / 2)) + 1}", From.AddSeconds(at * 8.6), (ushort)random.Next(100));
        }

        Rule[] rules =
        [
            .. Enumerable.Range(0, 100).Select(at => new Rule
            {
                Id = $"r{at}",
                Classes = OperationClasses.Read | OperationClasses.Write,
                Ranges = [Given.Holding(at * 40, (at * 40) + 30)],
                Values = [Given.Value(at * 40, ProcessValueType.UInt16, 0, 90, maxStep: 50)],
            }),
        ];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        ReplayReport report = Replay(rules);

        Assert.Equal(Operations + (Flows / 2 * 1_000_000L), report.Requests);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"it took {watch.Elapsed}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Operations} operations and {Flows} flows in {watch.Elapsed.TotalSeconds:0.00} s");
    }

    private ReplayReport Replay(params Rule[] rules)
    {
        var replayer = new Replayer(RuleSet.Compile(Given.Policy(rules)));
        HistoryReplay.Run(record, "line", From, To, replayer);
        return replayer.Finish();
    }

    private void Wrote(string flow, DateTimeOffset at, ushort value, VerdictWord verdict = VerdictWord.Allowed) =>
        record.AllOperations.Add(new RecordedOperation { Utc = at, Flow = flow, Data = Given.Bytes(value), Verdict = verdict });

    private static Flow Read(string id, int address, int count, long times) => new()
    {
        Id = id,
        Conduit = "line",
        Client = "10.20.0.11",
        Class = OperationClass.Read,
        Function = new FunctionId(3),
        Unit = 1,
        Space = RegisterSpace.HoldingRegister,
        Address = address,
        Count = count,
        Times = times,
        FirstSeen = From.AddDays(1),
        LastSeen = From.AddDays(20),
    };

    private static Flow Write(string id, int address, int count) =>
        Read(id, address, count, times: 1) with { Class = OperationClass.Write, Function = new FunctionId(6) };
}
