using System.Net;
using System.Net.Sockets;
using MQTTnet.Server;

namespace OtEdge.Plant.Broker;

/// <summary>An MQTT broker on a free port of this machine, for the demo; open to everybody here, and to nobody elsewhere.</summary>
public sealed class LoopbackBroker : IAsyncDisposable
{
    private readonly MqttServer server;

    private LoopbackBroker(MqttServer server, int port)
    {
        this.server = server;
        Port = port;
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts it.</summary>
    /// <exception cref="SocketException">No port is free.</exception>
    public static async Task<LoopbackBroker> StartAsync()
    {
        int port = FreePort();
        MqttServerOptions options = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(port)
            .Build();
        MqttServer server = new MqttServerFactory().CreateMqttServer(options);
        await server.StartAsync();
        return new LoopbackBroker(server, port);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await server.StopAsync(new MqttServerStopOptions());
        server.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
