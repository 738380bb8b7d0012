using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.Plant.OpcUa;

/// <summary>Attributes of nodes (OPC UA Part 6 annex A.1).</summary>
internal static class UaAttributes
{
    /// <summary>Id of the attribute Value.</summary>
    public const uint Value = 13;

    private const byte CanRead = 1;
    private const byte CanReadAndWrite = 3;

    /// <summary>Writes an attribute as a DataValue; false, with nothing written, when the node does not have it.</summary>
    public static bool TryWrite(UaNode node, uint attribute, UaWriter writer, byte valueMask, long now)
    {
        bool isVariable = node.NodeClass == UaNode.Variable;
        switch (attribute)
        {
            case Value when node.Read is not null:
                writer.Byte(valueMask);
                node.Read().WriteVariant(writer);
                writer.Int64(now);
                return true;
            case 1:
                Begin(writer, BuiltInType.NodeId);
                writer.NodeId(node.Id.AsRef());
                return true;
            case 2:
                Begin(writer, BuiltInType.Int32);
                writer.UInt32(node.NodeClass);
                return true;
            case 3:
                Begin(writer, BuiltInType.QualifiedName);
                writer.UInt16(node.Id.NamespaceIndex);
                writer.String(node.Name);
                return true;
            case 4:
                Begin(writer, BuiltInType.LocalizedText);
                UaTexts.WriteText(writer, node.Name);
                return true;
            case 14 when isVariable:
                Begin(writer, BuiltInType.NodeId);
                writer.StandardNodeId((uint)node.Type);
                return true;
            case 15 when isVariable:
                Begin(writer, BuiltInType.Int32);
                writer.Int32(node.Read?.Invoke().IsList == true ? 1 : -1);
                return true;
            case 17 or 18 when isVariable:
                Begin(writer, BuiltInType.Byte);
                writer.Byte(node.Write is null ? CanRead : CanReadAndWrite);
                return true;
            case 21 or 22 when node.NodeClass == UaNode.Method:
                Begin(writer, BuiltInType.Boolean);
                writer.Boolean(true);
                return true;
            default:
                return false;
        }
    }

    // A DataValue with a value only, and the Variant's type.
    private static void Begin(UaWriter writer, BuiltInType type)
    {
        writer.Byte(1);
        writer.Byte((byte)type);
    }
}
