using System.Net.Sockets;
using OtEdge.Conduits;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>A Modbus conduit over real sockets, on both transports.</summary>
public sealed class ModbusRelayTests
{
    public static TheoryData<TransportChoice> Transports => [TransportChoice.Automatic, TransportChoice.Portable];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task An_allowed_read_reaches_the_device_and_its_reply_the_client(TransportChoice transport)
    {
        await using var device = new SocketDevice();
        await using var rig = new PlaneRig(
            transport, Policies.Conduit(device.Port), Policies.Snapshot(ConduitMode.Enforce, Policies.AllowAll));
        Socket client = await rig.ConnectAsync();

        byte[] reply = await client.AskAsync(Frames.Read(7, 10, 3));

        Assert.Equal(Frames.ReadReply(7, 3, 10), reply);
        Assert.Equal(Frames.Read(7, 10, 3), Assert.Single(device.Received));
        Assert.Equal(1, rig.Running.Totals.Requests);
        Assert.Equal(1, rig.Running.Totals.Replies);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_refused_write_is_answered_and_reaches_no_device(TransportChoice transport)
    {
        await using var device = new SocketDevice();
        await using var rig = new PlaneRig(
            transport, Policies.Conduit(device.Port), Policies.Snapshot(ConduitMode.Enforce, Policies.Narrow));
        Socket client = await rig.ConnectAsync();

        byte[] reply = await client.AskAsync(Frames.WriteOne(9, 50, 1));

        Assert.Equal(Frames.Exception(9, 6, 2), reply);
        Assert.Empty(device.Received);
        Assert.Equal(0, device.ConnectionsMost);
        Assert.Equal(1, rig.Running.Totals.Refused);
        await PlaneRig.EventuallyAsync(() => rig.Sink.Findings.Count == 1, "the finding");
        TrafficFinding finding = rig.Sink.Findings[0];
        Assert.Equal(
            (FindingKind.Refusal, VerdictWord.Refused, DecisionReason.Range, 50, 1),
            (finding.Kind, finding.Verdict, finding.Decision.Reason, finding.Address, finding.Count));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Two_hundred_clients_get_their_own_replies(TransportChoice transport)
    {
        await using var device = new SocketDevice();
        await using var rig = new PlaneRig(
            transport, Policies.Conduit(device.Port), Policies.Snapshot(ConduitMode.Enforce, Policies.AllowAll));
        Socket[] clients = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => rig.ConnectAsync()));

        await Task.WhenAll(clients.Select(async (client, number) =>
        {
            for (ushort id = 0; id < 20; id++)
            {
                Assert.Equal(Frames.ReadReply(id, 2, (ushort)number), await client.AskAsync(Frames.Read(id, number, 2)));
            }
        }));

        Assert.Equal(200, rig.Running.ClientConnections);
        Assert.Equal(200, rig.Running.DeviceConnections);
        Assert.Equal(4000, rig.Running.Totals.Replies);
        Assert.Empty(rig.Sink.Findings);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_thousand_swaps_under_load_lose_no_reply_and_no_connection(TransportChoice transport)
    {
        await using var device = new SocketDevice();
        await using var rig = new PlaneRig(
            transport, Policies.Conduit(device.Port), Policies.Snapshot(ConduitMode.Monitor, Policies.Narrow));
        using var stop = new CancellationTokenSource();
        Task<int>[] clients =
        [
            .. Enumerable.Range(0, 4).Select(async _ =>
            {
                Socket client = await rig.ConnectAsync();
                int round = 0;
                for (; !stop.IsCancellationRequested; round++)
                {
                    ushort id = (ushort)(round & 0xFFFF);
                    byte[] read = await client.AskAsync(Frames.Read(id, 5, 3));
                    Assert.Equal(Frames.ReadReply(id, 3, 5), read);
                    byte[] write = await client.AskAsync(Frames.WriteOne(id, 50, 1));
                    Assert.True(write.SequenceEqual(Frames.WriteOne(id, 50, 1)) || write.SequenceEqual(Frames.Exception(id, 6, 2)));
                }

                return round;
            }),
        ];

        for (int swap = 0; swap < 1000; swap++)
        {
            rig.Running.Apply(Policies.Snapshot(
                (swap & 1) == 0 ? ConduitMode.Enforce : ConduitMode.Monitor, (swap & 2) == 0 ? Policies.Narrow : Policies.AllowAll));
            await Task.Delay(swap % 10 == 0 ? 1 : 0);
        }

        await stop.CancelAsync();
        int[] rounds = await Task.WhenAll(clients);
        Assert.All(rounds, round => Assert.True(round > 0));
        Assert.Equal(4, rig.Running.ClientConnections);
        Assert.Equal(4, rig.Running.Totals.ConnectionsAccepted);
        Assert.Equal(2 * rounds.Sum(), rig.Running.Totals.Requests);
        Assert.Equal(rig.Running.Totals.Requests, rig.Running.Totals.Replies + rig.Running.Totals.Refused);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_device_that_comes_back_is_reached_by_the_same_client(TransportChoice transport)
    {
        var device = new SocketDevice();
        await using var rig = new PlaneRig(
            transport, Policies.Conduit(device.Port), Policies.Snapshot(ConduitMode.Enforce, Policies.AllowAll));
        await device.DisposeAsync();
        Socket client = await rig.ConnectAsync();
        Assert.Equal(Frames.Exception(1, 3, 0x0A), await client.AskAsync(Frames.Read(1, 0, 1)));

        await using var again = new SocketDevice(device.Port);
        await PlaneRig.EventuallyAsync(
            () => client.AskAsync(Frames.Read(2, 0, 1)).GetAwaiter().GetResult()[7] == 3, "a good read");
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_reset_of_the_device_resets_its_client(TransportChoice transport)
    {
        await using var device = new SocketDevice();
        await using var rig = new PlaneRig(
            transport, Policies.Conduit(device.Port), Policies.Snapshot(ConduitMode.Enforce, Policies.AllowAll));
        Socket client = await rig.ConnectAsync();
        await client.AskAsync(Frames.Read(1, 0, 1));

        device.BreakOff(reset: true);

        Assert.True(await client.IsResetAsync());
        await PlaneRig.EventuallyAsync(() => rig.Running.DeviceConnections == 0, "a free place");
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task There_are_never_more_device_connections_than_places(TransportChoice transport)
    {
        await using var device = new SocketDevice();
        var limits = new ConduitLimits { DeviceConnections = 3 };
        await using var rig = new PlaneRig(
            transport, Policies.Conduit(device.Port, limits: limits), Policies.Snapshot(ConduitMode.Enforce, Policies.AllowAll));

        await Task.WhenAll(Enumerable.Range(0, 30).Select(async number =>
        {
            using Socket client = await rig.ConnectAsync();
            Assert.Equal(Frames.ReadReply(1, 1, (ushort)number), await client.AskAsync(Frames.Read(1, number, 1)));
        }));

        Assert.Equal(30, device.Received.Count);
        Assert.InRange(device.ConnectionsMost, 1, 3);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_closed_client_whose_bytes_were_not_read_still_gets_its_refusal(TransportChoice transport)
    {
        await using var device = new SocketDevice();
        await using var rig = new PlaneRig(
            transport, Policies.Conduit(device.Port), Policies.Snapshot(ConduitMode.Enforce, Policies.Narrow));
        Socket client = await rig.ConnectAsync();

        // A refusal, then bytes that close the connection, then more bytes that nobody reads.
        await client.SendAsync((byte[])[.. Frames.WriteOne(1, 50, 1), 0, 1, 9, 9, 0, 1, .. new byte[20_000]]);

        Assert.Equal(Frames.Exception(1, 6, 2), await client.FrameAsync());
        Assert.Equal(0, await client.SomeAsync(new byte[1]));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_device_named_by_host_is_looked_up(TransportChoice transport)
    {
        await using var device = new SocketDevice();
        Conduit conduit = Policies.Conduit(device.Port) with { Device = new DeviceAddress("localhost", device.Port) };
        await using var rig = new PlaneRig(transport, conduit, Policies.Snapshot(ConduitMode.Enforce, Policies.AllowAll));
        Socket client = await rig.ConnectAsync();

        await PlaneRig.EventuallyAsync(
            () => client.AskAsync(Frames.Read(2, 0, 1)).GetAwaiter().GetResult()[7] == 3, "a good read");
    }
}
