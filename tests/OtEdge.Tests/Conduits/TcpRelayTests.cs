using System.Net;
using System.Net.Sockets;
using OtEdge.Conduits;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>A conduit whose bytes are not read, over real sockets, on both transports.</summary>
public sealed class TcpRelayTests : IDisposable
{
    private readonly TcpListener device = new(IPAddress.Loopback, 0);

    public TcpRelayTests() => device.Start();

    public static TheoryData<TransportChoice> Transports => ModbusRelayTests.Transports;

    private int DevicePort => ((IPEndPoint)device.LocalEndpoint).Port;

    public void Dispose() => device.Dispose();

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Bytes_pass_both_ways_and_the_server_may_speak_first(TransportChoice transport)
    {
        await using var rig = Rig(transport);
        (Socket client, Socket server) = await PairAsync(rig);

        await server.SendAsync("hello"u8.ToArray());
        Assert.Equal("hello"u8.ToArray(), await client.ExactlyAsync(5));
        await client.SendAsync("hi"u8.ToArray());
        Assert.Equal("hi"u8.ToArray(), await server.ExactlyAsync(2));
        OpenConnection open = Assert.Single(rig.Running.Connections);
        Assert.Equal(client.LocalEndPoint, open.Client);
        Assert.Equal((2, 6), (open.BytesFromClient, open.BytesFromDevice));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task The_end_of_one_direction_is_carried_over_and_the_other_lives_on(TransportChoice transport)
    {
        await using var rig = Rig(transport);
        (Socket client, Socket server) = await PairAsync(rig);

        client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await server.SomeAsync(new byte[1]));
        await server.SendAsync("late answer"u8.ToArray());
        Assert.Equal("late answer"u8.ToArray(), await client.ExactlyAsync(11));
        server.Shutdown(SocketShutdown.Send);

        Assert.Equal(0, await client.SomeAsync(new byte[1]));
        await PlaneRig.EventuallyAsync(() => rig.Running.ClientConnections == 0, "the end of the session");
        await PlaneRig.EventuallyAsync(() => rig.Running.DeviceConnections == 0, "the end of the device connection");
        await PlaneRig.EventuallyAsync(() => rig.Sink.Findings.Count == 2, "both findings");
        Assert.All(rig.Sink.Findings, finding => Assert.Equal(FindingKind.Connection, finding.Kind));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_reset_is_carried_over_as_a_reset(TransportChoice transport)
    {
        await using var rig = Rig(transport);
        (Socket client, Socket server) = await PairAsync(rig);
        server.LingerState = new LingerOption(true, 0);
        server.Dispose();
        Assert.True(await client.IsResetAsync());

        (client, server) = await PairAsync(rig);
        client.LingerState = new LingerOption(true, 0);
        client.Dispose();
        Assert.True(await server.IsResetAsync());
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_slow_reader_gets_every_byte_and_costs_little_memory(TransportChoice transport)
    {
        await using var rig = Rig(transport);
        (Socket client, Socket server) = await PairAsync(rig);
        byte[] much = new byte[32 * 1024 * 1024];
        new Random(1).NextBytes(much);
        Task sending = Task.Run(async () =>
        {
            for (int sent = 0; sent < much.Length;)
            {
                sent += await server.SendAsync(much.AsMemory(sent, Math.Min(100_000, much.Length - sent)));
            }

            server.Shutdown(SocketShutdown.Send);
        });

        await Task.Delay(200);
        long before = rig.Running.Totals.BytesFromDevices;
        Assert.True(before < much.Length, "the device must be held back while the client does not read");
        byte[] got = await client.ExactlyAsync(much.Length);

        await sending;
        Assert.True(much.AsSpan().SequenceEqual(got));
        Assert.Equal(0, await client.SomeAsync(new byte[1]));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Without_a_device_the_client_is_reset(TransportChoice transport)
    {
        device.Stop();
        await using var rig = Rig(transport);

        Assert.True(await IsResetAtOnceAsync(rig));
        await PlaneRig.EventuallyAsync(() => rig.Sink.Kinds.Contains(FindingKind.DeviceUnreachable), "the finding");
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_closed_conduit_ends_its_connections_and_frees_its_address(TransportChoice transport)
    {
        await using var rig = Rig(transport);
        (Socket client, Socket server) = await PairAsync(rig);

        await rig.Running.CloseAsync();

        Assert.Equal(0, await client.SomeAsync(new byte[1]));
        Assert.Equal(0, await server.SomeAsync(new byte[1]));
        await using var again = new PlaneRig(
            transport,
            Policies.Conduit(DevicePort, ConduitProtocol.Tcp) with { Listen = rig.Running.LocalEndPoint },
            Snapshot);
        Assert.Equal(rig.Running.LocalEndPoint, again.Running.LocalEndPoint);
    }

    [Fact]
    public async Task An_address_in_use_is_told_with_what_to_do()
    {
        Conduit conduit = Policies.Conduit(DevicePort) with { Listen = (IPEndPoint)device.LocalEndpoint };

        IOException fault = Assert.Throws<IOException>(() => new PlaneRig(TransportChoice.Automatic, conduit, Snapshot));

        Assert.Contains("'test'", fault.Message, StringComparison.Ordinal);
        Assert.Contains(conduit.Listen.ToString(), fault.Message, StringComparison.Ordinal);
        Assert.Contains("change `listen`", fault.Message, StringComparison.Ordinal);
        await Task.CompletedTask;
    }

    private static ConduitSnapshot Snapshot => Policies.Snapshot(ConduitMode.Observe, RuleSet.None);

    // The reset may be quicker than the client's own connect.
    private static async Task<bool> IsResetAtOnceAsync(PlaneRig rig)
    {
        try
        {
            return await (await rig.ConnectAsync()).IsResetAsync();
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode == SocketError.ConnectionReset;
        }
    }

    private PlaneRig Rig(TransportChoice transport) =>
        new(transport, Policies.Conduit(DevicePort, ConduitProtocol.Tcp), Snapshot);

    private async Task<(Socket Client, Socket Server)> PairAsync(PlaneRig rig)
    {
        Socket client = await rig.ConnectAsync();
        Socket server = await device.AcceptSocketAsync();
        server.NoDelay = true;

        // The device has accepted before the gateway knows of it: only a byte that has passed proves the connection.
        await server.SendAsync("!"u8.ToArray());
        await client.ExactlyAsync(1);
        return (client, server);
    }
}
