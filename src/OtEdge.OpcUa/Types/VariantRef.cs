namespace OtEdge.OpcUa.Types;

/// <summary>A Variant that stays in the message it was read from (OPC UA Part 6 cl. 5.2.2.16).</summary>
public readonly ref struct VariantRef
{
    /// <summary>The type of the value, or of each element; ids 26 to 31 are read as ByteString.</summary>
    public BuiltInType Type { get; init; }

    /// <summary>True for an array, also an empty one.</summary>
    public bool IsArray { get; init; }

    /// <summary>Number of elements of an array; 1 for a scalar, 0 for no value.</summary>
    public int Count { get; init; }

    /// <summary>The value, or the elements one after the other, as on the wire.</summary>
    public ReadOnlySpan<byte> Values { get; init; }

    /// <summary>The dimensions as little-endian Int32, without their count; empty for an array of one dimension.</summary>
    public ReadOnlySpan<byte> Dimensions { get; init; }

    /// <summary>True when the dimensions do not multiply to the length: servers are seen to send that, and it must not be written.</summary>
    public bool HasWrongDimensions { get; init; }

    /// <summary>True when there is no value.</summary>
    public bool IsNull => Type == BuiltInType.Null;

    /// <summary>The element, when this is an array whose elements are as long as their type says.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <returns>Its bytes; empty when elements of this type have no fixed length.</returns>
    public ReadOnlySpan<byte> Element(int index)
    {
        int bytes = BuiltInTypes.FixedBytes(Type);
        return bytes == 0 ? default : Values.Slice(index * bytes, bytes);
    }
}
