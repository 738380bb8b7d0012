using System.Net;
using System.Net.Sockets;
using System.Text;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Conduits.OpcUa.Reverse;

/// <summary>What of a conduit is connected the other way round: devices that call OtEdge, and clients that OtEdge calls.</summary>
internal sealed class ReverseConnect
{
    private readonly ConduitContext conduit;
    private readonly Socket? devices;
    private readonly IPEndPoint? listen;
    private readonly IncomingCalls? incoming;
    private readonly OutgoingCall[] outgoing;
    private IDisposable? listener;

    private ReverseConnect(ConduitContext conduit, OpcUaConduit settings, Socket? devices)
    {
        this.conduit = conduit;
        this.devices = devices;
        listen = devices?.LocalEndPoint as IPEndPoint;
        if (settings.CallingDevices is { } calling)
        {
            incoming = new IncomingCalls(conduit, calling);
            conduit.Gate.Calls = incoming;
        }

        outgoing = settings is { CalledClients: { } called, EndpointUrl: { } url }
            ? [.. called.Urls.Select(client => new OutgoingCall(conduit, client, Hello(called.ServerUri, url.OriginalString), called.Retry))]
            : [];
    }

    /// <summary>How it stands; any thread may read it.</summary>
    public ReverseConnectState State => (incoming?.State ?? new ReverseConnectState()) with
    {
        Listen = listen,
        Clients = [.. outgoing.Select(call => call.State)],
    };

    /// <summary>That of a conduit that is being opened; null: it has none.</summary>
    /// <param name="conduit">The conduit.</param>
    /// <param name="devices">Where devices call in, bound and listening; null: they do not.</param>
    public static ReverseConnect? Of(ConduitContext conduit, Socket? devices) =>
        conduit.Conduit.OpcUa is { } settings && (settings.CallingDevices is not null || settings.CalledClients is not null)
            ? new ReverseConnect(conduit, settings, devices)
            : null;

    /// <summary>On the loop: begins to listen and to call.</summary>
    public void Start()
    {
        if (devices is not null)
        {
            listener = conduit.Loop.Listen(devices, LinkSide.Device, incoming!.Accept);
        }

        Array.ForEach(outgoing, call => call.Start());
    }

    /// <summary>On the loop: hangs up on whoever waits; connections in use are the business of their sessions.</summary>
    public void Stop()
    {
        listener?.Dispose();
        incoming?.End();
        Array.ForEach(outgoing, call => call.End());
    }

    private static byte[] Hello(string serverUri, string endpointUrl)
    {
        var hello = new UaWriter();
        TransportMessages.WriteReverseHello(hello, Encoding.UTF8.GetBytes(serverUri), Encoding.UTF8.GetBytes(endpointUrl));
        return hello.Written.ToArray();
    }
}
