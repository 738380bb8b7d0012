using OtEdge.Conduits;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>Findings leave without making traffic wait, and none goes unaccounted.</summary>
public sealed class FindingRingTests
{
    [Fact]
    public void What_one_thread_writes_another_reads_in_order_and_the_rest_is_counted()
    {
        const int Count = 300_000;
        using var signal = new FindingSignal();
        var ring = new FindingRing(64, signal);
        int added = 0;
        var writer = new Thread(() =>
        {
            for (int i = 0; i < Count; i++)
            {
                added += ring.TryAdd(new TrafficFinding { Address = i, Count = i }) ? 1 : 0;
            }
        });
        writer.Start();

        int taken = 0;
        int last = -1;
        bool isLast;
        do
        {
            isLast = !writer.IsAlive;
            ReadOnlySpan<TrafficFinding> findings = ring.Peek();
            foreach (TrafficFinding finding in findings)
            {
                Assert.True(finding.Address > last && finding.Address == finding.Count);
                last = finding.Address;
            }

            taken += findings.Length;
            ring.Release(findings.Length);
        }
        while (!isLast || !ring.Peek().IsEmpty);

        Assert.Equal(added, taken);
        Assert.Equal(Count - added, ring.TakeShed());
        Assert.Equal(0, ring.TakeShed());
    }

    [Fact]
    public async Task A_sink_that_hangs_makes_no_traffic_wait_and_what_is_shed_is_counted()
    {
        await using var device = new SocketDevice();
        using var sink = new HangingSink();
        await using var plane = new DataPlane(
            new DataPlaneOptions { Loops = 1, RingFindings = 16 },
            sink,
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        RunningConduit running = plane.Open(
            Policies.Conduit(device.Port), Policies.Snapshot(ConduitMode.Monitor, RuleSet.None), _ => true);
        using var client = new System.Net.Sockets.Socket(
            System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        await client.ConnectAsync(running.LocalEndPoint);

        for (ushort id = 0; id < 200; id++)
        {
            Assert.Equal(Frames.WriteOne(id, 1, 1), await client.AskAsync(Frames.WriteOne(id, 1, 1)));
        }

        Assert.InRange(running.Totals.FindingsShed, 200 - 16 - 16, 200);
        Assert.Equal(200, running.Totals.WouldBeRefused);
        sink.GoOn.Set();
        await PlaneRig.EventuallyAsync(() => sink.Taken + sink.Shed == 200, "every finding is handed over or counted");
    }

    private sealed class HangingSink : IFindingSink, IDisposable
    {
        public ManualResetEventSlim GoOn { get; } = new(false);

        public long Taken { get; private set; }

        public long Shed { get; private set; }

        public void Take(ReadOnlySpan<TrafficFinding> findings, long shed)
        {
            GoOn.Wait();
            Taken += findings.Length;
            Shed += shed;
        }

        public void Dispose() => GoOn.Dispose();
    }
}
