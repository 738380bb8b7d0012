using System.Diagnostics;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Journal.Flows;
using OtEdge.Tests.Policy;
using Xunit;

namespace OtEdge.Tests.Flows;

/// <summary>What recorded traffic costs on this machine; run on demand: <c>-explicit only -class OtEdge.Tests.Flows.FlowMeasurements</c>.</summary>
public sealed class FlowMeasurements(ITestOutputHelper output) : IDisposable
{
    private const int Flows = 500;
    private const int OperationsPerMinute = 10;
    private static readonly DateTimeOffset Start = FlowSamples.Start;
    private readonly FlowDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact(Explicit = true), Trait("run", "on demand")]
    public void Size_of_thirty_days_of_a_plant()
    {
        using SqliteFlowStore store = directory.Open();
        Flow[] flows = [.. Enumerable.Range(0, Flows).Select(i => FlowSamples.Write(i))];
        long start = Stopwatch.GetTimestamp();

        // As it stands after 30 days: 28 days of hours (here as one minute each), and two days of minutes.
        for (int hour = 0; hour < 28 * 24; hour++)
        {
            Fill(store, flows, Start.AddHours(hour), minutes: 1);
        }

        for (int hour = 28 * 24; hour < 30 * 24; hour++)
        {
            Fill(store, flows, Start.AddHours(hour), minutes: 60);
        }

        TimeSpan took = Stopwatch.GetElapsedTime(start);
        store.Dispose();
        output.WriteLine(
            $"{Flows} flows, {OperationsPerMinute} operations a minute, 30 days: {new FileInfo(directory.Database).Length / 1024.0 / 1024.0:N0} MiB, "
            + $"filled in {took.TotalSeconds:N0} s");
    }

    [Fact(Explicit = true), Trait("run", "on demand")]
    public void Replay_of_a_month_from_the_disk()
    {
        const int Operations = 300_000, Batch = 5_000;
        using SqliteFlowStore store = directory.Open();
        Flow[] flows = [.. Enumerable.Range(0, Flows).Select(i => FlowSamples.Write(i) with { Function = new FunctionId(6), LastSeen = Start.AddDays(30) })];
        store.Record(new FlowBatch { Flows = flows });
        for (int at = 0; at < Operations; at += Batch)
        {
            int from = at;
            store.Record(new FlowBatch
            {
                Operations =
                [
                    .. Enumerable.Range(from, Batch).Select(i => FlowSamples.Operation(flows[i % Flows], Start.AddSeconds(i * 8.6), i % 100) with { Times = 1 }),
                ],
            });
            Assert.True(store.Flush(TimeSpan.FromMinutes(1)));
        }

        Rule[] rules =
        [
            .. Enumerable.Range(0, 100).Select(i => new Rule
            {
                Id = $"r{i}",
                Classes = OperationClasses.Write,
                Ranges = [Given.Holding(i * 5, (i * 5) + 4)],
                Values = [Given.Value(i * 5, ProcessValueType.UInt16, 0, 90, maxStep: 50)],
            }),
        ];
        var replayer = new Replayer(RuleSet.Compile(Given.Policy(rules)));
        long start = Stopwatch.GetTimestamp();
        HistoryReplay.Run(store, FlowSamples.Conduit, Start, Start.AddDays(31), replayer);
        TimeSpan took = Stopwatch.GetElapsedTime(start);

        output.WriteLine($"{Operations:N0} operations of {Flows} flows in 30 days: judged again in {took.TotalSeconds:0.0} s");
        Assert.Equal(Operations, replayer.Finish().Operations);
        Assert.True(took < TimeSpan.FromMinutes(1), $"it took {took}");
    }

    [Fact(Explicit = true), Trait("run", "on demand")]
    public void Twenty_thousand_operations_a_second()
    {
        using SqliteFlowStore store = directory.Open(new FlowStoreOptions());
        Flow[] flows = [.. Enumerable.Range(0, Flows).Select(i => FlowSamples.Write(i))];
        store.Record(new FlowBatch { Flows = flows });
        long start = Stopwatch.GetTimestamp();
        int sent = 0;
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10))
        {
            if (sent < Stopwatch.GetElapsedTime(start).TotalSeconds * 20_000)
            {
                store.Record(new FlowBatch
                {
                    Operations = [.. Enumerable.Range(0, 1_000).Select(i => FlowSamples.Operation(flows[i % Flows], Start.AddTicks(sent + i), i))],
                });
                sent += 1_000;
            }
            else
            {
                Thread.Sleep(5);
            }
        }

        Assert.True(store.Flush(FlowDirectory.Patience));
        output.WriteLine(
            $"{sent:N0} operations in 10 s, {store.Shed:N0} shed, working set {Environment.WorkingSet / 1024 / 1024} MiB, "
            + $"written after {Stopwatch.GetElapsedTime(start).TotalSeconds:N1} s");
    }

    private static void Fill(SqliteFlowStore store, Flow[] flows, DateTimeOffset hour, int minutes)
    {
        store.Record(new FlowBatch
        {
            Flows = flows,
            Minutes =
            [
                .. Enumerable.Range(0, minutes).SelectMany(minute =>
                    flows.Select(flow => new FlowMinute(flow.Id, hour.AddMinutes(minute), 60, 0, 0))),
            ],
            Operations =
            [
                .. Enumerable.Range(0, 60 * OperationsPerMinute).Select(i =>
                    FlowSamples.Operation(flows[i % flows.Length], hour.AddSeconds(6 * i), i)),
            ],
        });
        Assert.True(store.Flush(FlowDirectory.Patience), store.Fault);
        Assert.Equal(0, store.Shed);
    }
}
