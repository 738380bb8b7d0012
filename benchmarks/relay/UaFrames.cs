using System.Buffers.Binary;
using System.Globalization;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.RelayBenchmark;

/// <summary>Chunks of the policy None that clients and device write once, and where their numbers stand.</summary>
internal static class UaFrames
{
    /// <summary>Where numbers stand in every MSG chunk.</summary>
    public const int ChannelAt = 8, TokenAt = 12, SequenceAt = 16, RequestAt = 20, TypeAt = 24;

    /// <summary>Where they stand in a request whose session token takes four bytes, as all tokens of this device do.</summary>
    public const int SessionAt = 28, RequestHandleAt = 40, ReadCountAt = 71;

    /// <summary>Where they stand in a response.</summary>
    public const int ResponseHandleAt = 36, ResultAt = 40;

    /// <summary>The null token in four bytes (OPC UA Part 6 cl. 5.2.2.9).</summary>
    public const uint NoSession = 1;

    /// <summary>Nodes of one Read.</summary>
    public const int NodesPerRead = 10;

    /// <summary>The device's second namespace; OtEdge learns its number from the device.</summary>
    public const string NamespaceUri = "urn:otedge:benchmark";

    private const string NoSecurity = "http://opcfoundation.org/UA/SecurityPolicy#None";
    private const uint ValueAttribute = 13, AnonymousToken = 321;
    private const ushort Namespace = 1;
    private static readonly int ReadBytes = ReadResponse().Length, WriteBytes = WriteResponse().Length;

    /// <summary>Name of a node, from 0.</summary>
    public static string NodeName(int node) => string.Create(CultureInfo.InvariantCulture, $"Line1.Station{node:000}.Temperature");

    /// <summary>The ten nodes of a block.</summary>
    public static string[] NodesOf(int block) => [.. Enumerable.Range(block * NodesPerRead, NodesPerRead).Select(NodeName)];

    public static byte[] Hello()
    {
        var writer = new UaWriter();
        TransportMessages.WriteHello(writer, new TransportTerms { ReceiveBytes = 65_536, SendBytes = 65_536 }, "opc.tcp://127.0.0.1"u8);
        return writer.Written.ToArray();
    }

    public static byte[] OpenChannel()
    {
        UaWriter body = Request(ServiceType.OpenSecureChannel);
        body.UInt32(0);
        body.UInt32(0);
        body.UInt32(1);
        body.Null();
        body.UInt32(3_600_000);
        return OpenChunk(0, 1, 1, body);
    }

    /// <summary>An OPN chunk around a body.</summary>
    public static byte[] OpenChunk(uint channel, uint sequence, uint request, UaWriter body)
    {
        var writer = new UaWriter();
        writer.Raw("OPNF"u8);
        int size = writer.ReserveInt32();
        writer.UInt32(channel);
        writer.String(NoSecurity);
        writer.Null();
        writer.Null();
        writer.UInt32(sequence);
        writer.UInt32(request);
        writer.Raw(body.Written);
        writer.PatchInt32(size, writer.Count);
        return writer.Written.ToArray();
    }

    public static byte[] CreateSession()
    {
        UaWriter body = Request(ServiceType.CreateSession);
        body.String("urn:otedge:benchmark:client");
        body.Null();
        body.Byte(0);
        body.UInt32(1);
        body.Null();
        body.Null();
        body.Null();
        body.Null();
        body.String("opc.tcp://127.0.0.1");
        body.String("benchmark");
        body.Null();
        body.Null();
        body.Double(600_000);
        body.UInt32(0);
        return Message(body);
    }

    public static byte[] ActivateSession()
    {
        UaWriter body = Request(ServiceType.ActivateSession);
        body.Null();
        body.Null();
        body.Null();
        body.Null();
        body.StandardNodeId(AnonymousToken);
        body.Byte(1);
        int size = body.ReserveInt32(), start = body.Count;
        body.String("anonymous");
        body.PatchInt32(size, body.Count - start);
        body.Null();
        body.Null();
        return Message(body);
    }

    public static byte[] Read(string[] nodes)
    {
        UaWriter body = Request(ServiceType.Read);
        body.Double(0);
        body.UInt32(3);
        body.Int32(nodes.Length);
        foreach (string node in nodes)
        {
            WriteNode(body, node);
            body.UInt16(0);
            body.Null();
        }

        return Message(body);
    }

    public static byte[] Write(string node)
    {
        UaWriter body = Request(ServiceType.Write);
        body.Int32(1);
        WriteNode(body, node);
        WriteValue(body);
        return Message(body);
    }

    /// <summary>What the device answers to a Read of ten nodes.</summary>
    public static byte[] ReadResponse()
    {
        UaWriter body = Response(ServiceType.Read, 0);
        body.Int32(NodesPerRead);
        for (int node = 0; node < NodesPerRead; node++)
        {
            WriteValue(body);
        }

        body.Null();
        return Message(body);
    }

    /// <summary>What the device answers to a Write of one node.</summary>
    public static byte[] WriteResponse()
    {
        UaWriter body = Response(ServiceType.Write, 0);
        body.Int32(1);
        body.UInt32(StatusCodes.Good);
        body.Null();
        return Message(body);
    }

    /// <summary>Begins a response.</summary>
    public static UaWriter Response(ServiceType service, uint handle)
    {
        var body = new UaWriter();
        body.StandardNodeId(ServiceTypes.ResponseOf(service));
        ResponseHeader.Write(body, 1, handle, StatusCodes.Good);
        return body;
    }

    /// <summary>A MSG chunk around a body; its numbers are 0.</summary>
    public static byte[] Message(UaWriter body)
    {
        var writer = new UaWriter();
        writer.Raw("MSGF"u8);
        writer.Int32(ChunkFraming.SymmetricBytesMin + body.Count);
        writer.Room(ChunkFraming.SymmetricBytesMin - ChunkHeader.HeaderBytes).Clear();
        writer.Raw(body.Written);
        return writer.Written.ToArray();
    }

    /// <summary>True for one of the two responses above as the device sent it: a refused item has another length or status.</summary>
    public static bool IsGood(ReadOnlySpan<byte> reply) =>
        (reply.Length == ReadBytes || (reply.Length == WriteBytes && BinaryPrimitives.ReadUInt32LittleEndian(reply[^8..]) == StatusCodes.Good))
        && reply.StartsWith("MSGF"u8) && BinaryPrimitives.ReadUInt32LittleEndian(reply[ResultAt..]) == StatusCodes.Good;

    private static UaWriter Request(ServiceType service)
    {
        var body = new UaWriter();
        body.StandardNodeId((uint)service);
        body.UInt32(NoSession);
        body.Int64(1);
        body.UInt32(0);
        body.UInt32(0);
        body.Null();
        body.UInt32(5000);
        body.NullExtensionObject();
        return body;
    }

    private static void WriteNode(UaWriter body, string node)
    {
        body.NodeId(new NodeIdRef(NodeIdKind.String, Namespace, System.Text.Encoding.UTF8.GetBytes(node)));
        body.UInt32(ValueAttribute);
        body.Null();
    }

    // A DataValue with an Int32 alone.
    private static void WriteValue(UaWriter body)
    {
        body.Byte(1);
        body.Byte(6);
        body.Int32(4711);
    }
}
