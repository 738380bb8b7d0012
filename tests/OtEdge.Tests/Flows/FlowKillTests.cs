using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Core.Traffic;
using OtEdge.Journal.Flows;
using Xunit;

namespace OtEdge.Tests.Flows;

/// <summary>A gateway that is killed with SIGKILL keeps every batch that was written whole, and shows the time it was away as a gap.</summary>
public sealed class FlowKillTests : IDisposable
{
    private const int Kills = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly FlowDirectory directory = new();
    private readonly ManualResetEventSlim ready = new();
    private long recording;
    private long recorded;
    private long episode;

    public void Dispose()
    {
        directory.Dispose();
        ready.Dispose();
    }

    [Fact]
    public async Task Nothing_written_is_lost_in_eight_kills_and_each_leaves_a_gap()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int kill = 0; kill < Kills; kill++)
        {
            using (Process child = FlowChild.Start(directory.Path))
            {
                Task reading = Task.Run(() => Read(child));
                Assert.True(ready.Wait(Patience), $"seed {seed}, kill {kill}: the child did not start");
                Thread.Sleep(random.Next(20, 250));
                child.Kill();
                await reading.WaitAsync(Patience);
            }

            ready.Reset();
            Check(DateTimeOffset.UtcNow, $"seed {seed}, kill {kill}");
        }

        Assert.True(recorded > 5 * Kills, $"only {recorded} batches were acknowledged");
        Assert.True(episode > 0, "no episode was acknowledged");
    }

    // Opens the record as a restart does; it writes the gap with its first batch.
    private void Check(DateTimeOffset killedBy, string when)
    {
        using SqliteFlowStore store = SqliteFlowStore.Open(directory.Path, TimeProvider.System, NullLogger.Instance);
        IReadOnlyList<Flow> flows = store.Flows(new FlowQuery { Conduit = FlowSamples.Conduit, CountMax = 100 });
        ILookup<string, RecordedOperation> operations =
            store.Operations(FlowSamples.Conduit, DateTimeOffset.MinValue, DateTimeOffset.MaxValue).ToLookup(operation => operation.Flow);
        if (recorded > 0)
        {
            Assert.True(flows.Count == FlowChild.Flows, $"{when}: {flows.Count} flows are kept");
        }

        foreach (Flow flow in flows)
        {
            Assert.True(flow.Times >= recorded && flow.Times <= recording, $"{when}: {flow.Times} times, {recorded} acknowledged, {recording} announced");
            Assert.True(operations[flow.Id].Count() == flow.Times, $"{when}: a batch was kept by halves");
        }

        Assert.True(
            store.Episodes(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Select(one => one.Number).DefaultIfEmpty().Max() >= episode,
            $"{when}: episode {episode} was acknowledged and is gone");
        store.Record(new FlowBatch { Until = DateTimeOffset.UtcNow });
        Assert.True(store.Flush(Patience));
        IReadOnlyList<TrafficGap> gaps = store.Gaps("", DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        Assert.All(gaps, gap => Assert.Equal("the gateway was not running", gap.Cause));

        // Gaps that are near one another are shown as one.
        Assert.True(
            recorded == 0 || gaps.Any(gap => gap.From <= killedBy && gap.To >= killedBy), $"{when}: no gap covers {killedBy:O}, when nothing ran");
    }

    private void Read(Process child)
    {
        while (child.StandardOutput.ReadLine() is { } line)
        {
            if (line.EndsWith(FlowChild.EndOfLine, StringComparison.Ordinal))
            {
                Take(line[..^FlowChild.EndOfLine.Length].Split(' '));
            }
        }
    }

    private void Take(string[] words)
    {
        switch (words)
        {
            case ["flows:", "ready"]:
                ready.Set();
                break;
            case ["flows:", "recording", string count]:
                recording = long.Parse(count);
                break;
            case ["flows:", "recorded", string count]:
                recorded = long.Parse(count);
                break;
            case ["flows:", "episode", string number]:
                episode = long.Parse(number);
                break;
        }
    }
}
