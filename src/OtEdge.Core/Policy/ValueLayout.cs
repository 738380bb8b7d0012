namespace OtEdge.Core.Policy;

/// <summary>How raw words make an engineering value: <c>raw * Scale + Offset</c>.</summary>
/// <param name="Type">The raw type.</param>
/// <param name="Order">Byte order of multi-word values.</param>
/// <param name="Scale">Factor, not zero. Default 1.</param>
/// <param name="Offset">Added after scaling. Default 0.</param>
public sealed record ValueLayout(
    ProcessValueType Type,
    WordOrder Order = WordOrder.ABCD,
    double Scale = 1,
    double Offset = 0)
{
    /// <summary>Words (or bits, for <see cref="ProcessValueType.Bit"/>) that one value takes: 1, 2 or 4.</summary>
    public int Width => Type switch
    {
        ProcessValueType.Bit or ProcessValueType.UInt16 or ProcessValueType.Int16 => 1,
        ProcessValueType.UInt32 or ProcessValueType.Int32 or ProcessValueType.Float32 => 2,
        _ => 4,
    };

    /// <summary>The lowest and the highest engineering value that the raw type can say.</summary>
    public (double Lowest, double Highest) Reach()
    {
        (double low, double high) = Type switch
        {
            ProcessValueType.Bit => (0d, 1d),
            ProcessValueType.UInt16 => (0, ushort.MaxValue),
            ProcessValueType.Int16 => (short.MinValue, short.MaxValue),
            ProcessValueType.UInt32 => (0, uint.MaxValue),
            ProcessValueType.Int32 => (int.MinValue, int.MaxValue),
            ProcessValueType.UInt64 => (0, ulong.MaxValue),
            ProcessValueType.Int64 => (long.MinValue, long.MaxValue),
            ProcessValueType.Float32 => (-float.MaxValue, float.MaxValue),
            _ => (double.MinValue, double.MaxValue),
        };
        double first = (low * Scale) + Offset, last = (high * Scale) + Offset;
        return (Math.Min(first, last), Math.Max(first, last));
    }
}
