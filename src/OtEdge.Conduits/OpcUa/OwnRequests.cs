using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>What OtEdge asks a server on its own account.</summary>
internal static class OwnRequests
{
    private const uint TimeoutMilliseconds = 5000;
    private const uint NoTimestamps = 3;

    /// <summary>Writes a Read of the NamespaceArray.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="token">The session in which it is asked.</param>
    /// <param name="timestamp">Now, in 100 ns since 1601-01-01.</param>
    public static void WriteReadOfNamespaces(UaWriter writer, NodeIdRef token, long timestamp)
    {
        writer.StandardNodeId((uint)ServiceType.Read);
        writer.NodeId(token);
        writer.Int64(timestamp);
        writer.UInt32(0);
        writer.UInt32(0);
        writer.Null();
        writer.UInt32(TimeoutMilliseconds);
        writer.NullExtensionObject();
        writer.Double(0);
        writer.UInt32(NoTimestamps);
        writer.Int32(1);
        writer.StandardNodeId(ReplyLearning.NamespaceArray);
        writer.UInt32(13);
        writer.Null();
        writer.UInt16(0);
        writer.Null();
    }
}
