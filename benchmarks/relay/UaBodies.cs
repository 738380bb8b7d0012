using System.Buffers.Binary;
using System.Globalization;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.RelayBenchmark;

/// <summary>Messages that clients and device write once, and where the numbers stand that differ from one to the next.</summary>
internal static class UaBodies
{
    /// <summary>Where the type of a message stands: a NodeId of four bytes, whose number is its second half.</summary>
    public const int TypeAt = 2;

    /// <summary>Where numbers stand in a request whose session token takes four bytes, as all tokens of this device do.</summary>
    public const int SessionAt = 4, RequestHandleAt = 16, MaxAgeAt = 35, ReadCountAt = 47, ReadNodeAt = 51;

    /// <summary>Where they stand in a response.</summary>
    public const int ResponseHandleAt = 12, ResultAt = 16;

    /// <summary>The null token in four bytes (OPC UA Part 6 cl. 5.2.2.9).</summary>
    public const uint NoSession = 1;

    /// <summary>Nodes that the device has; a Read asks for 1, 10, 100 or all of them.</summary>
    public const int NodesMax = 1000;

    /// <summary>Nodes of one Read unless the scenario says otherwise.</summary>
    public const int NodesPerBlock = 10;

    /// <summary>The device's second namespace; OtEdge learns its number from the device.</summary>
    public const string NamespaceUri = "urn:otedge:benchmark";

    private const uint ValueAttribute = 13;
    private const ushort Namespace = 1;

    /// <summary>Name of a node, from 0.</summary>
    public static string NodeName(int node) => string.Create(CultureInfo.InvariantCulture, $"Line1.Station{node:000}.Temperature");

    /// <summary>Names of some nodes of the device, the next ones for each block.</summary>
    public static string[] NodesOf(int block, int count) => [.. Enumerable.Range(block * count, count).Select(NodeName)];

    /// <summary>Begins a request.</summary>
    public static UaWriter Request(ServiceType service)
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

    /// <summary>Begins a response.</summary>
    public static UaWriter Response(ServiceType service)
    {
        var body = new UaWriter();
        body.StandardNodeId(ServiceTypes.ResponseOf(service));
        ResponseHeader.Write(body, 1, 0, StatusCodes.Good);
        return body;
    }

    public static byte[] Read(string[] nodes)
    {
        UaWriter body = Request(ServiceType.Read);
        body.Double(0);
        body.UInt32(3);
        body.Int32(nodes.Length);
        foreach (string node in nodes)
        {
            WriteItem(body, node);
            body.UInt16(0);
            body.Null();
        }

        return body.Written.ToArray();
    }

    public static byte[] Write(string node)
    {
        UaWriter body = Request(ServiceType.Write);
        body.Int32(1);
        WriteItem(body, node);
        WriteValue(body);
        return body.Written.ToArray();
    }

    /// <summary>What the device answers to a Read.</summary>
    public static byte[] ReadResponse(int nodes)
    {
        UaWriter body = Response(ServiceType.Read);
        body.Int32(nodes);
        for (int node = 0; node < nodes; node++)
        {
            WriteValue(body);
        }

        body.Null();
        return body.Written.ToArray();
    }

    /// <summary>What the device answers to a Write of one node.</summary>
    public static byte[] WriteResponse()
    {
        UaWriter body = Response(ServiceType.Write);
        body.Int32(1);
        body.UInt32(StatusCodes.Good);
        body.Null();
        return body.Written.ToArray();
    }

    /// <summary>Service of a message of this device's clients; those of OtEdge have the same form.</summary>
    public static ServiceType ServiceOf(ReadOnlySpan<byte> message) => (ServiceType)BinaryPrimitives.ReadUInt16LittleEndian(message[TypeAt..]);

    /// <summary>Writes what a Read or a Write begins with: node, Value, no range.</summary>
    public static void WriteItem(UaWriter body, string node)
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
