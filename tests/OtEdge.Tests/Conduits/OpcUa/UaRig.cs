using System.Net;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Conduits.FlightRecording;
using OtEdge.Conduits.OpcUa;
using OtEdge.Conduits.Recording;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Tests.Conduits.OpcUa;

/// <summary>A transparent OPC UA connection between fake links: a client and a server that are written by hand, without security.</summary>
internal sealed class UaRig
{
    private readonly SequenceMap fromClient = new();
    private readonly SequenceMap fromDevice = new();
    private readonly UaWriter chunk = new();
    private uint lastToDevice;
    private uint lastToClient;

    public UaRig(ConduitMode mode, RuleSet rules)
    {
        Loop = new FakeLoop(Time);
        Loop.Recorder = new LoopRecorder(Loop.Clock, new FindingSignal(), 4096);
        Loop.Flights = new FlightLoop(Loop.Clock, new FindingSignal(), 64 * 1024);
        Conduit conduit = Policies.Conduit(4840) with
        {
            Protocol = ConduitProtocol.OpcUa,
            OpcUa = new OpcUaConduit(new Uri("opc.tcp://10.10.0.10:4840")) { Terminates = false },
        };
        var server = new ServerMemory();
        Context = new ConduitContext(
            new ConduitPlace(0, Loop), conduit, Policies.Snapshot(mode, rules), _ => true, (context, link) => new TransparentSession(context, link, server))
        {
            Recorder = Loop.Recorder.Add(0),
            Flight = Loop.Flights.Add(new IPEndPoint(IPAddress.Parse("10.10.0.10"), 14840), ConduitProtocol.OpcUa),
        };
        Client = new FakeLink(Loop, LinkSide.Client);
        Context.Accept(Client);
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddYears(56));

    public FakeLoop Loop { get; }

    public ConduitContext Context { get; }

    public FakeLink Client { get; }

    public FakeLink Device => Loop.Dialled[^1];

    /// <summary>HEL, OPN, CreateSession, ActivateSession and the namespaces: as every client begins.</summary>
    public UaRig WithSession(params string[] namespaces)
    {
        chunk.Clear();
        TransportMessages.WriteHello(chunk, Terms, "opc.tcp://localhost:4840"u8);
        Client.Arrive(chunk.Written.ToArray());
        Device.Accept();
        chunk.Clear();
        TransportMessages.WriteAcknowledge(chunk, Terms);
        Device.Arrive(chunk.Written.ToArray());
        Client.Arrive(Open(ServiceType.OpenSecureChannel, fromClient.PutIn()));
        Device.Arrive(Open((ServiceType)449, fromDevice.PutIn()));
        Ask(101, Messages.CreateSession());
        Answer(101, Messages.SessionCreated());
        Ask(102, Messages.ActivateSession());
        Answer(102, Messages.SessionActivated());
        Answered();
        (uint id, byte[] body) = Asked()[^1];
        OwnQuestion = body;
        Answer(id, Messages.NamespacesRead(namespaces));
        return this;
    }

    /// <summary>What OtEdge asked the server by itself.</summary>
    public byte[] OwnQuestion { get; private set; } = [];

    public void Ask(uint requestId, byte[] body, int chunkBytesMax = 8192) => Client.Arrive(Chunks(requestId, body, fromClient, chunkBytesMax));

    public void Answer(uint requestId, byte[] body) => Device.Arrive(Chunks(requestId, body, fromDevice, 8192));

    /// <summary>The requests that the device got and nobody has looked at; sequence numbers must rise by one.</summary>
    public List<(uint RequestId, byte[] Body)> Asked() => Messages.Split(Sent(Device), ref lastToDevice);

    /// <summary>The answers that the client got and nobody has looked at.</summary>
    public List<(uint RequestId, byte[] Body)> Answered() => Messages.Split(Sent(Client), ref lastToClient);

    /// <summary>Everything that was recorded, with what is folded in once a second.</summary>
    public void Drain(FlowLog log)
    {
        Loop.Pass(TimeSpan.FromSeconds(2));
        do
        {
            Loop.Recorder!.Hurry();
            Loop.Turn();
        }
        while (Loop.Recorder!.Tell(log));
    }

    /// <summary>Raw bytes that a side got and nobody has looked at.</summary>
    public static byte[] Sent(FakeLink link)
    {
        byte[] sent = link.SentBytes;
        link.Sends.Clear();
        return sent;
    }

    private static TransportTerms Terms => new() { ReceiveBytes = 8192, SendBytes = 8192 };

    private byte[] Chunks(uint requestId, byte[] body, SequenceMap numbers, int chunkBytesMax)
    {
        chunk.Clear();
        ChunkWriter.Write(chunk, new SymmetricHeader(1, 1), requestId, body, chunkBytesMax, numbers);
        return chunk.Written.ToArray();
    }

    private byte[] Open(ServiceType type, uint sequence)
    {
        chunk.Clear();
        chunk.Raw("OPNF"u8);
        chunk.UInt32(0);
        chunk.UInt32(1);
        chunk.String("http://opcfoundation.org/UA/SecurityPolicy#None"u8);
        chunk.Null();
        chunk.Null();
        chunk.UInt32(sequence);
        chunk.UInt32(100);
        chunk.Raw(type == ServiceType.OpenSecureChannel ? Messages.OpenChannel() : Messages.ChannelOpened());
        chunk.PatchInt32(4, chunk.Count);
        return chunk.Written.ToArray();
    }
}
