using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.Plant.OpcUa;

/// <summary>Structures that server and client of the plant write alike.</summary>
internal static class UaTexts
{
    private const uint Organizes = 35;
    private const uint HasComponent = 47;
    private const uint BaseObjectType = 58;
    private const uint BaseDataVariableType = 63;

    /// <summary>A LocalizedText without locale.</summary>
    public static void WriteText(UaWriter writer, string text)
    {
        writer.Byte(2);
        writer.String(text);
    }

    /// <summary>An ApplicationDescription (OPC UA Part 4 cl. 7.2).</summary>
    public static void WriteApplication(UaWriter writer, string uri, string name, bool isServer)
    {
        writer.String(uri);
        writer.String("urn:otedge:plant");
        WriteText(writer, name);
        writer.UInt32(isServer ? 0u : 1u);
        writer.Null();
        writer.Null();
        writer.Int32(0);
    }

    /// <summary>A ReferenceDescription to a node below another one (OPC UA Part 4 cl. 7.29).</summary>
    public static void WriteReference(UaWriter writer, UaNode child)
    {
        writer.StandardNodeId(child.NodeClass == UaNode.Object ? Organizes : HasComponent);
        writer.Boolean(true);
        writer.NodeId(child.Id.AsRef());
        writer.UInt16(child.Id.NamespaceIndex);
        writer.String(child.Name);
        WriteText(writer, child.Name);
        writer.UInt32(child.NodeClass);
        uint type = child.NodeClass switch
        {
            UaNode.Object => BaseObjectType,
            UaNode.Variable => BaseDataVariableType,
            _ => 0,
        };
        writer.StandardNodeId(type);
    }

    /// <summary>A request header (OPC UA Part 4 cl. 7.32).</summary>
    public static void WriteRequest(UaWriter writer, uint type, NodeId token, (long Now, uint Handle) request)
    {
        writer.StandardNodeId(type);
        writer.NodeId(token.AsRef());
        writer.Int64(request.Now);
        writer.UInt32(request.Handle);
        writer.UInt32(0);
        writer.Null();
        writer.UInt32(5000);
        writer.NullExtensionObject();
    }

    /// <summary>An OPN chunk without security around a body.</summary>
    public static void WriteOpenChunk(UaWriter writer, uint channelId, (uint Sequence, uint Id) request, ReadOnlySpan<byte> body)
    {
        writer.Raw("OPNF"u8);
        int size = writer.ReserveInt32();
        writer.UInt32(channelId);
        writer.String("http://opcfoundation.org/UA/SecurityPolicy#None");
        writer.Null();
        writer.Null();
        writer.UInt32(request.Sequence);
        writer.UInt32(request.Id);
        writer.Raw(body);
        writer.PatchInt32(size, writer.Count);
    }
}
