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
}
