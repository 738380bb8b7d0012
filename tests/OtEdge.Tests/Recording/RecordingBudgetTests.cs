using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Host.Recording;
using OtEdge.Tests.Flows;
using Xunit;
using SmallPlant = OtEdge.Tests.Gateway.Plant;

namespace OtEdge.Tests.Recording;

/// <summary>What a peer can make grow is bounded, and what is cut off is said.</summary>
public sealed class RecordingBudgetTests
{
    private static readonly DateTimeOffset Start = FlowSamples.Start;

    [Fact]
    public void A_sweep_over_all_addresses_is_told_as_one_flow_and_a_gap()
    {
        using RecordingBench bench = new();
        for (int address = 0; address < 65_536; address++)
        {
            bench.Read(Start.AddMilliseconds(address / 2), RecordingBench.Reads(address, client: "192.0.2.9"));
        }

        IReadOnlyList<Flow> flows = bench.Flows();
        Assert.Equal(301, flows.Count);
        Flow sweep = Assert.Single(flows, flow => flow.IsSweep);
        Assert.Equal(("192.0.2.9", 65_536 - 300, 0, RegisterSpace.None), (sweep.Client, sweep.Times, sweep.Count, sweep.Space));
        TrafficGap gap = Assert.Single(bench.Gaps());
        Assert.Equal((SmallPlant.Filling, 65_536 - 300), (gap.Conduit, gap.Lost));
        Assert.Equal("192.0.2.9 began more than 300 new flows in a minute; the rest is told as one sweep", gap.Cause);
        Assert.Equal(301, bench.Recorder.FlowsInMemory);
    }

    [Fact]
    public void A_sweep_does_not_hide_what_others_do_or_what_was_known_before()
    {
        using RecordingBench bench = new();
        bench.Read(Start, RecordingBench.Reads(70_000));
        for (int address = 0; address < 1_000; address++)
        {
            bench.Read(Start, RecordingBench.Reads(address));
        }

        bench.Read(Start, RecordingBench.Reads(70_000, 5), RecordingBench.Reads(1, client: "10.20.0.12"));

        Assert.Equal(6, bench.Flows().Single(flow => flow.Address == 70_000).Times);
        Assert.Single(bench.Flows(), flow => flow.Client == "10.20.0.12");
    }

    [Fact]
    public void Single_operations_of_a_sweep_are_counted_and_not_kept()
    {
        using RecordingBench bench = new(new FlowRecorderOptions { NewFlowsPerClientMinuteMax = 2 });
        for (int address = 0; address < 5; address++)
        {
            TrafficFinding write = RecordingBench.Write(address, 0, 1);
            write.Function = new FunctionId(8, address);
            bench.Recorder.TakeOperations([write]);
        }

        Assert.Equal(2, bench.Operations().Count);
        Assert.Equal((3, "8"), (bench.Flows().Single(flow => flow.IsSweep).Times, bench.Flows().Single(flow => flow.IsSweep).Function.ToString()));
        Assert.Equal(3, Assert.Single(bench.Gaps()).Lost);
    }

    [Fact]
    public void Many_clients_together_are_bounded_too()
    {
        using RecordingBench bench = new(new FlowRecorderOptions { NewFlowsPerMinuteMax = 10 });
        for (int client = 1; client < 30; client++)
        {
            bench.Read(Start, RecordingBench.Reads(0, client: $"192.0.2.{client}"));
        }

        Assert.Equal((10, 19), (bench.Flows().Count(flow => !flow.IsSweep), bench.Flows().Count(flow => flow.IsSweep)));
    }

    [Fact]
    public void Memory_holds_so_many_flows_and_the_store_the_rest_and_nothing_is_counted_twice()
    {
        const int flowsMax = 64;
        const int distinct = 300;
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        using RecordingBench bench = new(new FlowRecorderOptions { FlowsPerConduitMax = flowsMax, NewFlowsPerClientMinuteMax = 10_000, NewFlowsPerMinuteMax = 100_000 });
        long[] expected = new long[distinct];
        for (int i = 0; i < 3_000; i++)
        {
            int address = random.Next(distinct);
            bench.Read(Start.AddSeconds(i), RecordingBench.Reads(address));
            expected[address]++;
            Assert.InRange(bench.Recorder.FlowsInMemory, 0, flowsMax + 1);
        }

        long[] counted = new long[distinct];
        foreach (Flow flow in bench.Flows())
        {
            counted[flow.Address] = flow.Times;
        }

        Assert.True(expected.SequenceEqual(counted), $"seed {seed}");
    }

    [Fact]
    public void Operations_of_one_flow_are_bounded_by_the_minute()
    {
        using RecordingBench bench = new(new FlowRecorderOptions { OperationsPerFlowMinuteMax = 10 });
        for (int i = 0; i < 25; i++)
        {
            bench.Recorder.TakeOperations([RecordingBench.Write(10, 0, (byte)(64 + i)) with { Utc = Start.AddSeconds(i) }]);
        }

        bench.Recorder.TakeOperations([RecordingBench.Write(10, 0, 64) with { Utc = Start.AddMinutes(1) }]);

        Assert.Equal(11, bench.Operations().Count);
        Assert.Equal(26, Assert.Single(bench.Flows()).Times);
        TrafficGap gap = Assert.Single(bench.Gaps());
        Assert.Equal((15, Start.AddSeconds(10), Start.AddSeconds(24)), (gap.Lost, gap.From, gap.To));
    }

    [Fact]
    public void Operations_that_wait_are_bounded()
    {
        using RecordingBench bench = new(new FlowRecorderOptions { OperationsWaitingMax = 100 });
        for (int i = 0; i < 250; i++)
        {
            bench.Recorder.TakeOperations([RecordingBench.Write(i, 0, 1)]);
        }

        Assert.Equal(100, bench.Operations().Count);
        Assert.Equal(150, Assert.Single(bench.Gaps()).Lost);
    }
}
