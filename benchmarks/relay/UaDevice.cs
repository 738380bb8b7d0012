using System.Buffers.Binary;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.RelayBenchmark;

/// <summary>
/// An OPC UA server without security: a session for everybody, and answers to Read of ten nodes and Write of one that were written
/// once and are only numbered anew.
/// </summary>
internal sealed class UaDevice : IDevice
{
    private const int ChunkBytesMax = 65_536;
    private readonly byte[] read = UaFrames.ReadResponse(), written = UaFrames.WriteResponse();
    private readonly uint[] sent = new uint[Responder.ConnectionsMax];

    public void Begin(int client) => sent[client] = 0;

    public int Answer(int client, ReadOnlySpan<byte> received, Span<byte> replies)
    {
        int bytes = 0;
        while (ChunkFraming.TryRead(received, ChunkBytesMax, out ChunkHeader header, out _) == FrameStatus.Done)
        {
            ReadOnlySpan<byte> chunk = received[..header.Bytes];
            bytes += header.Type switch
            {
                MessageType.Message => Serve(client, chunk, replies[bytes..]),
                MessageType.OpenChannel => Put(Open(client, chunk), replies[bytes..]),
                MessageType.Hello => Put(Acknowledge(), replies[bytes..]),
                _ => 0,
            };
            received = received[header.Bytes..];
        }

        return bytes;
    }

    private int Serve(int client, ReadOnlySpan<byte> chunk, Span<byte> replies)
    {
        uint request = BinaryPrimitives.ReadUInt32LittleEndian(chunk[UaFrames.RequestAt..]);
        uint handle = BinaryPrimitives.ReadUInt32LittleEndian(chunk[UaFrames.RequestHandleAt..]);
        ReadOnlySpan<byte> answer = (ServiceType)BinaryPrimitives.ReadUInt16LittleEndian(chunk[(UaFrames.TypeAt + 2)..]) switch
        {
            ServiceType.Read when BinaryPrimitives.ReadInt32LittleEndian(chunk[UaFrames.ReadCountAt..]) == UaFrames.NodesPerRead => read,
            ServiceType.Read => Namespaces(),
            ServiceType.Write => written,
            ServiceType.CreateSession => CreateSession(client),
            ServiceType.ActivateSession => ActivateSession(),
            _ => throw new IOException("the device of this benchmark has no such service"),
        };
        answer.CopyTo(replies);
        chunk.Slice(UaFrames.ChannelAt, 2 * sizeof(uint)).CopyTo(replies[UaFrames.ChannelAt..]);
        BinaryPrimitives.WriteUInt32LittleEndian(replies[UaFrames.SequenceAt..], ++sent[client]);
        BinaryPrimitives.WriteUInt32LittleEndian(replies[UaFrames.RequestAt..], request);
        BinaryPrimitives.WriteUInt32LittleEndian(replies[UaFrames.ResponseHandleAt..], handle);
        return answer.Length;
    }

    private static int Put(byte[] bytes, Span<byte> replies)
    {
        bytes.CopyTo(replies);
        return bytes.Length;
    }

    private static byte[] Acknowledge()
    {
        var writer = new UaWriter();
        TransportMessages.WriteAcknowledge(writer, new TransportTerms { ReceiveBytes = ChunkBytesMax, SendBytes = ChunkBytesMax });
        return writer.Written.ToArray();
    }

    private byte[] Open(int client, ReadOnlySpan<byte> chunk)
    {
        if (AsymmetricHeader.TryRead(chunk, out AsymmetricHeader header).Kind != WireFaultKind.None)
        {
            throw new IOException("this is no OPN");
        }

        UaWriter body = UaFrames.Response(ServiceType.OpenSecureChannel, 0);
        body.UInt32(0);
        body.UInt32((uint)client);
        body.UInt32(1);
        body.Int64(1);
        body.UInt32(3_600_000);
        body.Null();
        return UaFrames.OpenChunk((uint)client, ++sent[client], SequenceHeader.Of(chunk[header.EndBytes..]).RequestId, body);
    }

    private static byte[] CreateSession(int client)
    {
        UaWriter body = UaFrames.Response(ServiceType.CreateSession, 0);
        body.NodeId(new NodeIdRef(1, (uint)client));
        body.NodeId(new NodeIdRef(1, (uint)client));
        body.Double(600_000);
        body.Null();
        body.Null();
        body.Null();
        body.Null();
        body.Null();
        body.Null();
        body.UInt32(0);
        return UaFrames.Message(body);
    }

    private static byte[] ActivateSession()
    {
        UaWriter body = UaFrames.Response(ServiceType.ActivateSession, 0);
        body.Null();
        body.Null();
        body.Null();
        return UaFrames.Message(body);
    }

    // The NamespaceArray, for which OtEdge asks: a DataValue with an array of strings.
    private static byte[] Namespaces()
    {
        UaWriter body = UaFrames.Response(ServiceType.Read, 0);
        body.Int32(1);
        body.Byte(1);
        body.Byte(0x80 | 12);
        body.Int32(2);
        body.String("http://opcfoundation.org/UA/");
        body.String(UaFrames.NamespaceUri);
        body.Null();
        return UaFrames.Message(body);
    }
}
