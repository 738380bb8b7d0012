using OtEdge.Conduits.Replaying;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Transport;
using OtEdge.Tests.Conduits.OpcUa;

namespace OtEdge.Tests.Replaying;

/// <summary>A captured conversation of an OPC UA client and a server without security, in packets of some size.</summary>
internal sealed class OpcUaTalk(int packetBytesMax = 1460)
{
    private readonly CaptureBuilder capture = new CaptureBuilder().Pcap(LinkType.Ethernet);
    private readonly SequenceMap fromClient = new();
    private readonly SequenceMap fromDevice = new();
    private readonly UaWriter chunk = new();
    private uint clientSequence = 100;
    private uint deviceSequence = 500;

    public byte[] Bytes => capture.Bytes;

    public static OpcUaTalk WithSession(int packetBytesMax, params string[] namespaces)
    {
        OpcUaTalk talk = new OpcUaTalk(packetBytesMax).Begin();
        talk.Ask(101, Messages.CreateSession());
        talk.Answer(101, Messages.SessionCreated());
        talk.Ask(102, Messages.ActivateSession());
        talk.Answer(102, Messages.SessionActivated());
        talk.Ask(103, Messages.Read(0, "i=2255"));
        talk.Answer(103, Messages.NamespacesRead(namespaces));
        return talk;
    }

    public OpcUaTalk Begin()
    {
        Packet(StreamSide.Client, [], TestPacket.Syn);
        chunk.Clear();
        TransportMessages.WriteHello(chunk, new TransportTerms { ReceiveBytes = 8192, SendBytes = 8192 }, "opc.tcp://localhost:4840"u8);
        Send(StreamSide.Client);
        chunk.Clear();
        TransportMessages.WriteAcknowledge(chunk, new TransportTerms { ReceiveBytes = 8192, SendBytes = 8192 });
        Send(StreamSide.Device);
        Open(StreamSide.Client, Messages.OpenChannel(), fromClient.PutIn());
        Open(StreamSide.Device, Messages.ChannelOpened(), fromDevice.PutIn());
        return this;
    }

    public void Ask(uint requestId, byte[] body, int chunkBytesMax = 8192) => Message(StreamSide.Client, requestId, body, chunkBytesMax, fromClient);

    public void Answer(uint requestId, byte[] body) => Message(StreamSide.Device, requestId, body, 8192, fromDevice);

    private void Message(StreamSide side, uint requestId, byte[] body, int chunkBytesMax, SequenceMap numbers)
    {
        chunk.Clear();
        ChunkWriter.Write(chunk, new SymmetricHeader(1, 1), requestId, body, chunkBytesMax, numbers);
        Send(side);
    }

    private void Open(StreamSide side, byte[] body, uint sequence)
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
        chunk.Raw(body);
        chunk.PatchInt32(4, chunk.Count);
        Send(side);
    }

    private void Send(StreamSide side)
    {
        foreach (byte[] part in chunk.Written.ToArray().Chunk(packetBytesMax))
        {
            Packet(side, part, TestPacket.Ack);
        }
    }

    private void Packet(StreamSide side, byte[] payload, byte flags)
    {
        ref uint sequence = ref side == StreamSide.Client ? ref clientSequence : ref deviceSequence;
        var packet = new TestPacket { Sequence = sequence, Flags = flags, Payload = payload };
        packet = packet with { To = new(packet.To.Address, 4840) };
        packet = side == StreamSide.Client ? packet : packet with { From = packet.To, To = packet.From };
        capture.PcapPacket(1, 0, packet.Ethernet());
        sequence += (uint)payload.Length + (flags == TestPacket.Syn ? 1u : 0u);
    }
}
