using System.Net;
using System.Net.Sockets;
using OtEdge.Conduits;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Conduits.Recording;

/// <summary>Everything that passes a conduit is told to the flow sink: reads as counts, the rest one by one, losses as losses.</summary>
public sealed class FlowRecordingTests
{
    [Theory]
    [InlineData(ConduitMode.Observe, VerdictWord.Allowed)]
    [InlineData(ConduitMode.Monitor, VerdictWord.WouldBeRefused)]
    [InlineData(ConduitMode.Enforce, VerdictWord.Refused)]
    public void Reads_are_counted_and_writes_are_told_in_every_mode_that_judges(ConduitMode mode, VerdictWord word)
    {
        var rig = new SessionRig(mode, Policies.Narrow);
        for (ushort i = 0; i < 3; i++)
        {
            Transact(rig, Frames.Read(i, 0, 10));
            Transact(rig, Frames.Read(i, 500, 2));
        }

        Transact(rig, Frames.WriteOne(9, 50, 0x1234));
        rig.Drain();

        Assert.Equal(2, rig.Flows.Reads.Count);
        FlowCount allowed = rig.Flows.Reads.Single(count => count.Address == 0);
        FlowCount outside = rig.Flows.Reads.Single(count => count.Address == 500);
        Assert.Equal((3L, VerdictWord.Allowed, 0L, 0L), (allowed.Times, allowed.LastVerdict, allowed.WouldBeRefused, allowed.Refused));
        Assert.Equal(
            (3L, word, word == VerdictWord.WouldBeRefused ? 3L : 0L, word == VerdictWord.Refused ? 3L : 0L),
            (outside.Times, outside.LastVerdict, outside.WouldBeRefused, outside.Refused));
        TrafficFinding write = Assert.Single(rig.Flows.Operations);
        Assert.Equal((FindingKind.Operation, word, OperationClass.Write, 50), (write.Kind, write.Verdict, write.Class, write.Address));
        Assert.Equal("1234", Convert.ToHexString(write.Data));
        Assert.Same(Policies.Narrow, write.Rules);
        Assert.Equal(rig.Client.Peer.Address, write.Client);
    }

    [Fact]
    public void Bypass_records_nothing()
    {
        var rig = new SessionRig(ConduitMode.Bypass, Policies.Narrow);

        Transact(rig, Frames.Read(1, 0, 10));
        Transact(rig, Frames.WriteOne(2, 50, 1));
        rig.Drain();

        Assert.Empty(rig.Flows.Reads);
        Assert.Empty(rig.Flows.Operations);
    }

    [Fact]
    public void A_request_that_reads_and_writes_is_both()
    {
        var rig = new SessionRig(ConduitMode.Monitor, Policies.Narrow);

        Transact(rig, Frames.Raw(1, 1, 23, 0, 5, 0, 2, 0, 10, 0, 1, 2, 0xAB, 0xCD));
        rig.Drain();

        Assert.Equal((5, 2), (Assert.Single(rig.Flows.Reads).Address, rig.Flows.Reads[0].Count));
        Assert.Equal((10, 1), (Assert.Single(rig.Flows.Operations).Address, rig.Flows.Operations[0].Count));
    }

    [Fact]
    public void Malformed_requests_are_told_with_their_bytes()
    {
        var rig = new SessionRig(ConduitMode.Enforce, Policies.AllowAll);
        byte[] wrong = Frames.Raw(1, 1, 3, 0, 0, 0, 0);

        rig.Ask(wrong);
        rig.Drain();

        TrafficFinding told = Assert.Single(rig.Flows.Operations);
        Assert.Equal((OperationClass.Malformed, VerdictWord.Refused), (told.Class, told.Verdict));
        Assert.Equal(wrong, told.Data.ToArray());
    }

    [Fact]
    public void Counts_are_handed_over_once_a_second()
    {
        var rig = new SessionRig();
        Transact(rig, Frames.Read(1, 0, 10));
        rig.Pass(TimeSpan.FromSeconds(1.1));
        Assert.True(rig.Loop.Recorder!.Tell(rig.Flows));
        Assert.Equal(1, rig.Flows.ReadTimes);
        Transact(rig, Frames.Read(2, 0, 10));
        Transact(rig, Frames.Read(3, 0, 10));

        rig.Pass(TimeSpan.FromSeconds(0.5));
        Assert.False(rig.Loop.Recorder!.Tell(rig.Flows));
        rig.Pass(TimeSpan.FromSeconds(0.6));

        Assert.True(rig.Loop.Recorder!.Tell(rig.Flows));
        Assert.Equal(3, rig.Flows.ReadTimes);
        Assert.InRange(rig.Time.GetUtcNow() - rig.Flows.Until, TimeSpan.Zero, TimeSpan.FromSeconds(0.6));
    }

    [Fact]
    public void What_does_not_fit_is_told_as_lost()
    {
        var rig = new SessionRig();
        for (int i = 0; i < 5000; i++)
        {
            Transact(rig, Frames.WriteOne((ushort)i, 10, 1));
        }

        rig.Drain();

        Assert.Equal(4096, rig.Flows.Operations.Count);
        Assert.Equal(5000 - 4096, rig.Flows.Lost);
        Transact(rig, Frames.WriteOne(1, 10, 2));
        rig.Drain();
        Assert.Equal(4097, rig.Flows.Operations.Count);
        Assert.Equal(5000 - 4096, rig.Flows.Lost);
    }

    [Fact]
    public void A_sweep_of_reads_is_counted_or_told_as_lost()
    {
        var rig = new SessionRig();
        for (int address = 0; address < 20_000; address++)
        {
            Transact(rig, Frames.Read(1, address, 1));
        }

        rig.Drain();

        Assert.True(rig.Flows.Lost > 0);
        Assert.Equal(20_000, rig.Flows.ReadTimes + rig.Flows.Lost);
    }

    [Fact]
    public void A_closed_conduit_hands_over_what_it_has_left()
    {
        var rig = new SessionRig();
        for (int address = 0; address < 1000; address++)
        {
            Transact(rig, Frames.Read(1, address, 1));
        }

        rig.Context.EndAll();
        rig.Context.Recorder!.Close();
        rig.Loop.Recorder!.Tell(rig.Flows);

        Assert.Equal(1000, rig.Flows.ReadTimes);
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        rig.Drain();
        Assert.Equal(1000, rig.Flows.ReadTimes);
    }

    [Fact]
    public async Task A_data_plane_tells_everything_by_its_end_though_the_sink_fails_once()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var rig = new PlaneRig(
            TransportChoice.Automatic, Policies.Conduit(port), Policies.Snapshot(ConduitMode.Enforce, Policies.Narrow));
        rig.Flows.FailsWith = new IOException("the recorder failed");
        Socket client = await rig.ConnectAsync();
        byte[] answer = new byte[16];
        client.Send(Frames.WriteOne(1, 900, 1));
        Assert.Equal(9, client.Receive(answer));
        await PlaneRig.EventuallyAsync(() => rig.Flows.FailsWith is null, "the first operation reaches the sink");
        for (ushort i = 0; i < 20; i++)
        {
            client.Send(Frames.WriteOne(i, 900, 1));
            Assert.Equal(9, client.Receive(answer));
            client.Send(Frames.Read(i, 900, 1));
            Assert.Equal(9, client.Receive(answer));
        }

        await rig.DisposeAsync();

        Assert.Equal(20, rig.Flows.Operations.Count);
        Assert.Equal((20, 20), (rig.Flows.ReadTimes, rig.Flows.Reads.Sum(count => count.Refused)));
        Assert.Equal(0, rig.Flows.Lost);
    }

    private static void Transact(SessionRig rig, byte[] request)
    {
        rig.Ask(request);
        if (rig.Loop.Dialled.Count > 0 && Frames.Oblige(request) is { } reply)
        {
            rig.Device.Owner!.OnBytes(LinkSide.Device, reply);
        }
    }
}
