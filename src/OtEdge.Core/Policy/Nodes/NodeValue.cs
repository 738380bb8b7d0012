using System.Buffers.Binary;

namespace OtEdge.Core.Policy.Nodes;

/// <summary>A written value as it stands in the message; nothing is copied.</summary>
public readonly ref struct NodeValue
{
    /// <summary>Type of its elements; <see cref="NodeValueType.None"/> when the message carries none.</summary>
    public NodeValueType Type { get; init; }

    /// <summary>True for an array or a matrix, whose elements are all in <see cref="Data"/>.</summary>
    public bool IsArray { get; init; }

    /// <summary>True when the message says that the value is bad or uncertain (a status other than good).</summary>
    public bool IsNotGood { get; init; }

    /// <summary>
    /// The elements as on the wire (little-endian, OPC 10000-6 cl. 5.2.2), without length and dimensions; contiguous. For a
    /// <see cref="NodeValueType.String"/> the UTF-8 of a scalar. Empty for types that are no numbers.
    /// </summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>True when its elements are numbers or booleans.</summary>
    public bool IsNumeric => Type is >= NodeValueType.Boolean and <= NodeValueType.Double;

    /// <summary>Number of numeric elements, 1 for a scalar; 0 when they are no numbers.</summary>
    public int Count => IsNumeric ? Data.Length / Width(Type) : 0;

    /// <summary>One numeric element.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public NodeNumber this[int index]
    {
        get
        {
            ReadOnlySpan<byte> element = Data[(index * Width(Type))..];
            return Type switch
            {
                NodeValueType.Boolean => NodeNumber.Of(element[0] == 0 ? 0 : 1),
                NodeValueType.SByte => NodeNumber.Of(unchecked((sbyte)element[0])),
                NodeValueType.Byte => NodeNumber.Of(element[0]),
                NodeValueType.Int16 => NodeNumber.Of(BinaryPrimitives.ReadInt16LittleEndian(element)),
                NodeValueType.UInt16 => NodeNumber.Of(BinaryPrimitives.ReadUInt16LittleEndian(element)),
                NodeValueType.Int32 => NodeNumber.Of(BinaryPrimitives.ReadInt32LittleEndian(element)),
                NodeValueType.UInt32 => NodeNumber.Of(BinaryPrimitives.ReadUInt32LittleEndian(element)),
                NodeValueType.Int64 => NodeNumber.Of(BinaryPrimitives.ReadInt64LittleEndian(element)),
                NodeValueType.UInt64 => NodeNumber.Of(BinaryPrimitives.ReadUInt64LittleEndian(element)),
                NodeValueType.Float => NodeNumber.OfReal(BinaryPrimitives.ReadSingleLittleEndian(element)),
                _ => NodeNumber.OfReal(BinaryPrimitives.ReadDoubleLittleEndian(element)),
            };
        }
    }

    /// <summary>Bytes of one element of a numeric type.</summary>
    public static int Width(NodeValueType type) => type switch
    {
        NodeValueType.Boolean or NodeValueType.SByte or NodeValueType.Byte => 1,
        NodeValueType.Int16 or NodeValueType.UInt16 => 2,
        NodeValueType.Int32 or NodeValueType.UInt32 or NodeValueType.Float => 4,
        _ => 8,
    };
}
