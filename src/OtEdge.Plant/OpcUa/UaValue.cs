using System.Buffers.Binary;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.Plant.OpcUa;

/// <summary>A value of a node: a number, a text, or a list of texts.</summary>
/// <param name="Type">Its built-in type.</param>
/// <param name="Number">The number; 0 for texts.</param>
/// <param name="Texts">The texts; a single one for a scalar; null for numbers.</param>
public readonly record struct UaValue(BuiltInType Type, double Number, IReadOnlyList<string>? Texts = null)
{
    private const byte ArrayFlag = 0x80;

    /// <summary>True when it is a list of texts.</summary>
    public bool IsList { get; init; }

    /// <summary>The value that a message carries; null for types that no node of the plant has.</summary>
    public static UaValue? Of(in VariantRef variant)
    {
        if (variant.IsArray || variant.Type is < BuiltInType.Boolean or > BuiltInType.Double)
        {
            return null;
        }

        ReadOnlySpan<byte> raw = variant.Values;
        double number = variant.Type switch
        {
            BuiltInType.Boolean or BuiltInType.Byte => raw[0],
            BuiltInType.SByte => unchecked((sbyte)raw[0]),
            BuiltInType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(raw),
            BuiltInType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(raw),
            BuiltInType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(raw),
            BuiltInType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(raw),
            BuiltInType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(raw),
            BuiltInType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(raw),
            BuiltInType.Float => BinaryPrimitives.ReadSingleLittleEndian(raw),
            _ => BinaryPrimitives.ReadDoubleLittleEndian(raw),
        };
        return new UaValue(variant.Type, number);
    }

    /// <summary>Writes it as a Variant (OPC UA Part 6 cl. 5.2.2.16).</summary>
    public void WriteVariant(UaWriter writer)
    {
        writer.Byte((byte)((byte)Type | (IsList ? ArrayFlag : 0)));
        if (IsList)
        {
            writer.Int32(Texts!.Count);
            foreach (string text in Texts)
            {
                writer.String(text);
            }

            return;
        }

        switch (Type)
        {
            case BuiltInType.Boolean:
                writer.Boolean(Number != 0);
                break;
            case BuiltInType.UInt16:
                writer.UInt16((ushort)Number);
                break;
            case BuiltInType.Int32:
                writer.Int32((int)Number);
                break;
            case BuiltInType.UInt32:
                writer.UInt32((uint)Number);
                break;
            case BuiltInType.DateTime:
                writer.Int64((long)Number);
                break;
            case BuiltInType.String:
                writer.String(Texts?[0]);
                break;
            default:
                writer.Double(Number);
                break;
        }
    }
}
