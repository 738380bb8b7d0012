using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Conduits.OpcUa;
using OtEdge.Conduits.OpcUa.Reverse;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Transport;
using OtEdge.Tests.Policy.Nodes;

namespace OtEdge.Tests.Conduits.OpcUa.Reverse;

/// <summary>A transparent conduit whose device calls in and whose clients may be called, between fake links.</summary>
internal sealed class CallRig
{
    public const string Server = "urn:acme:filler";
    public const string Url = "opc.tcp://plc.acme.local:4840/line";
    public const string Device = "10.10.0.10";

    public CallRig(ConduitMode mode = ConduitMode.Enforce, int waitingMax = 4, int connectionsMax = 16, params string[] clients)
    {
        Loop = new FakeLoop(Time);
        Conduit conduit = Policies.Conduit(4840, limits: new ConduitLimits { Connections = connectionsMax }) with
        {
            Protocol = ConduitProtocol.OpcUa,
            OpcUa = new OpcUaConduit(new Uri("opc.tcp://10.10.0.10:4840"))
            {
                Terminates = false,
                EndpointUrl = new Uri("opc.tcp://gateway:4840/line"),
                CallingDevices = new CallingDevices(new IPEndPoint(IPAddress.Loopback, 0), [Server, "urn:acme:other"], [IPNetwork.Parse("10.10.0.0/24")]) { WaitingMax = waitingMax },
                CalledClients = clients.Length == 0 ? null : new CalledClients([.. clients.Select(client => new Uri(client))], Server),
            },
        };
        RuleSet rules = new NodePolicy().Rule("open", OperationClasses.Read, "Open*").Rules;
        var server = new ServerMemory();
        Context = new ConduitContext(
            new ConduitPlace(0, Loop), conduit, Policies.Snapshot(mode, rules), _ => true, (context, link) => new TransparentSession(context, link, server));
        if (clients.Length > 0)
        {
            conduit = conduit with { OpcUa = conduit.OpcUa with { CallingDevices = null } };
            Outgoing = ReverseConnect.Of(new ConduitContext(
                new ConduitPlace(0, Loop), conduit, Policies.Snapshot(mode, rules), _ => true, (context, link) => new TransparentSession(context, link, server)), null)!;
        }

        Calls = new IncomingCalls(Context, Context.Conduit.OpcUa!.CallingDevices!);
        Context.Gate.Calls = Calls;
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddYears(56));

    public FakeLoop Loop { get; }

    public ConduitContext Context { get; }

    /// <summary>The devices that have called.</summary>
    public IncomingCalls Calls { get; }

    /// <summary>The clients that are called, of a conduit whose device is dialled.</summary>
    public ReverseConnect Outgoing { get; } = null!;

    /// <summary>RHE as a server writes it.</summary>
    public static byte[] Hello(string server = Server, string url = Url)
    {
        var writer = new UaWriter();
        TransportMessages.WriteReverseHello(writer, Encoding.UTF8.GetBytes(server), Encoding.UTF8.GetBytes(url));
        return writer.Written.ToArray();
    }

    /// <summary>HEL as a client writes it.</summary>
    public static byte[] ClientHello(string url)
    {
        var writer = new UaWriter();
        TransportMessages.WriteHello(writer, new TransportTerms { ReceiveBytes = 8192, SendBytes = 8193, MessageBytesMax = 8194, ChunksMax = 17 }, Encoding.UTF8.GetBytes(url));
        return writer.Written.ToArray();
    }

    /// <summary>A connection from outside that has said nothing yet.</summary>
    public FakeLink Connect(string address = Device, int port = 50_000)
    {
        var link = new FakeLink(Loop, LinkSide.Device, new IPEndPoint(IPAddress.Parse(address), port), LinkState.Open);
        Calls.Accept(link);
        return link;
    }

    /// <summary>A device that has called in and may.</summary>
    public FakeLink Call(string address = Device, string url = Url)
    {
        FakeLink link = Connect(address);
        link.Arrive(Hello(url: url));
        return link;
    }

    /// <summary>A client that has connected and said HEL.</summary>
    public FakeLink Client()
    {
        var link = new FakeLink(Loop, LinkSide.Client);
        Context.Accept(link);
        link.Arrive(ClientHello("opc.tcp://gateway:4840/line"));
        Loop.Turn();
        return link;
    }

    /// <summary>The status of the ERR that a link was sent; null: none.</summary>
    public static uint? ErrorOf(FakeLink link)
    {
        byte[] sent = link.SentBytes;
        return sent.Length >= 16 && Encoding.ASCII.GetString(sent, 0, 4) == "ERRF" && TransportMessages.ReadError(sent, out uint status, out _).IsNone
            ? status
            : null;
    }
}
