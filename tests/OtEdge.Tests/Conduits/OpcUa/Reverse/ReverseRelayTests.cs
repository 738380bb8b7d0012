using System.Net;
using System.Net.Sockets;
using OtEdge.Conduits;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Reverse;

/// <summary>Reverse connect over real sockets, on both transports.</summary>
public sealed class ReverseRelayTests
{
    private static readonly byte[] Acknowledge = [.. "ACKF"u8, 28, 0, 0, 0, .. new byte[] { 0, 0, 0, 0, 0, 32, 0, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }];

    public static TheoryData<TransportChoice> Transports => [TransportChoice.Automatic, TransportChoice.Portable];

    private static CancellationToken Cancel => PlaneRig.Cancel;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Bytes_pass_between_a_client_and_a_device_that_has_called(TransportChoice transport)
    {
        await using var rig = Rig(transport, new CallingDevices(new IPEndPoint(IPAddress.Loopback, 0), [CallRig.Server], [IPNetwork.Parse("127.0.0.1/32")]), null);
        using Socket device = await CallAsync(rig);
        await PlaneRig.EventuallyAsync(() => rig.Running.ReverseConnect!.Waiting.Count == 1, "the device that waits");
        Socket client = await rig.ConnectAsync();
        await client.SendAsync(CallRig.ClientHello("opc.tcp://gateway:4840/line"), Cancel);
        byte[] expected = CallRig.ClientHello(CallRig.Url);
        Assert.Equal(expected, await device.ExactlyAsync(expected.Length));
        await device.SendAsync(Acknowledge, Cancel);
        Assert.Equal(Acknowledge, await client.ExactlyAsync(Acknowledge.Length));
        Assert.Equal(1, rig.Running.DeviceConnections);
        device.Dispose();
        Assert.Equal(0, await client.SomeAsync(new byte[1]));
        await PlaneRig.EventuallyAsync(() => rig.Running.DeviceConnections == 0, "the free place");
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_device_that_dies_while_it_waits_is_noticed(TransportChoice transport)
    {
        await using var rig = Rig(transport, new CallingDevices(new IPEndPoint(IPAddress.Loopback, 0), [CallRig.Server], [IPNetwork.Parse("127.0.0.1/32")]), null);
        using Socket ended = await CallAsync(rig), reset = await CallAsync(rig);
        await PlaneRig.EventuallyAsync(() => rig.Running.ReverseConnect!.Waiting.Count == 2, "the devices that wait");
        ended.Dispose();
        reset.LingerState = new LingerOption(true, 0);
        reset.Dispose();
        await PlaneRig.EventuallyAsync(() => rig.Running.ReverseConnect!.Waiting.Count == 0, "that nobody waits");
        await rig.Running.CloseAsync();
        using var again = new TcpListener(rig.Running.ReverseConnect!.Listen!);
        again.Start();
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Bytes_pass_between_a_client_that_is_called_and_a_device(TransportChoice transport)
    {
        using var waiting = new TcpListener(IPAddress.Loopback, 0);
        waiting.Start();
        using var line = new TcpListener(IPAddress.Loopback, 0);
        line.Start();
        var url = new Uri($"opc.tcp://localhost:{((IPEndPoint)waiting.LocalEndpoint).Port}");
        await using var rig = Rig(transport, null, new CalledClients([url], CallRig.Server) { Retry = TimeSpan.FromMilliseconds(100) }, ((IPEndPoint)line.LocalEndpoint).Port);
        using Socket client = await waiting.AcceptSocketAsync(Cancel);
        byte[] hello = CallRig.Hello(url: "opc.tcp://gateway:4840/line");
        Assert.Equal(hello, await client.ExactlyAsync(hello.Length));
        byte[] greeting = CallRig.ClientHello("opc.tcp://gateway:4840/line");
        await client.SendAsync(greeting, Cancel);
        using Socket device = await line.AcceptSocketAsync(Cancel);
        Assert.Equal(greeting, await device.ExactlyAsync(greeting.Length));
        await device.SendAsync(Acknowledge, Cancel);
        Assert.Equal(Acknowledge, await client.ExactlyAsync(Acknowledge.Length));

        using Socket next = await waiting.AcceptSocketAsync(Cancel);
        Assert.Equal(hello, await next.ExactlyAsync(hello.Length));
        await PlaneRig.EventuallyAsync(() => rig.Running.ReverseConnect!.Clients[0].Stage == CallStage.Waiting, "the next connection that waits");
        Assert.Equal(1, rig.Running.ClientConnections);
    }

    private static PlaneRig Rig(TransportChoice transport, CallingDevices? devices, CalledClients? clients, int devicePort = 1)
    {
        Conduit conduit = Policies.Conduit(devicePort) with
        {
            Protocol = ConduitProtocol.OpcUa,
            OpcUa = new OpcUaConduit(new Uri($"opc.tcp://127.0.0.1:{devicePort}"))
            {
                Terminates = false,
                EndpointUrl = new Uri("opc.tcp://gateway:4840/line"),
                CallingDevices = devices,
                CalledClients = clients,
            },
        };
        return new PlaneRig(transport, conduit, Policies.Snapshot(ConduitMode.Observe, OtEdge.Core.Policy.RuleSet.None));
    }

    private static async Task<Socket> CallAsync(PlaneRig rig)
    {
        var device = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await device.ConnectAsync(rig.Running.ReverseConnect!.Listen!, Cancel);
        await device.SendAsync(CallRig.Hello(), Cancel);
        return device;
    }
}
