using System.Buffers.Binary;

namespace OtEdge.Core.Policy.Compiled;

/// <summary>Reads the raw number that words or bits on the wire make.</summary>
internal static class RawValue
{
    /// <summary>The bit at an index of packed bits, least significant bit of the first byte first.</summary>
    public static ulong Bit(ReadOnlySpan<byte> data, int index) => (ulong)(data[index >> 3] >> (index & 7)) & 1;

    /// <summary>The bits of a value, most significant word first, from registers on the wire.</summary>
    /// <param name="data">The registers of the value, big-endian.</param>
    /// <param name="layout">How they make a number.</param>
    public static ulong Words(ReadOnlySpan<byte> data, ValueLayout layout)
    {
        bool leastFirst = layout.Order is WordOrder.CDAB or WordOrder.DCBA;
        int width = layout.Width;
        ulong raw = 0;
        for (int i = 0; i < width; i++)
        {
            int word = leastFirst ? width - 1 - i : i;
            raw = (raw << 16) | InOrder(BinaryPrimitives.ReadUInt16BigEndian(data[(2 * word)..]), layout.Order);
        }

        return raw;
    }

    /// <summary>One word as the order has it: bytes exchanged for <see cref="WordOrder.BADC"/> and <see cref="WordOrder.DCBA"/>.</summary>
    public static ushort InOrder(ushort word, WordOrder order) =>
        order is WordOrder.BADC or WordOrder.DCBA ? BinaryPrimitives.ReverseEndianness(word) : word;

    /// <summary>True for the types whose bits are an IEEE 754 number.</summary>
    public static bool IsFloat(ProcessValueType type) => type is ProcessValueType.Float32 or ProcessValueType.Float64;

    /// <summary>The number that the bits of a float type make, not scaled.</summary>
    public static double ToDouble(ulong raw, ProcessValueType type) => type == ProcessValueType.Float32
        ? BitConverter.UInt32BitsToSingle((uint)raw)
        : BitConverter.UInt64BitsToDouble(raw);

    /// <summary>The number that the bits of an integer type make, not scaled.</summary>
    public static Int128 ToInteger(ulong raw, ProcessValueType type) => unchecked(type switch
    {
        ProcessValueType.Int16 => (short)raw,
        ProcessValueType.Int32 => (int)raw,
        ProcessValueType.Int64 => (long)raw,
        _ => (Int128)raw,
    });

    /// <summary>Smallest and largest number of an integer type.</summary>
    public static (Int128 Min, Int128 Max) Span(ProcessValueType type) => type switch
    {
        ProcessValueType.Bit => (0, 1),
        ProcessValueType.UInt16 => (0, ushort.MaxValue),
        ProcessValueType.Int16 => (short.MinValue, short.MaxValue),
        ProcessValueType.UInt32 => (0, uint.MaxValue),
        ProcessValueType.Int32 => (int.MinValue, int.MaxValue),
        ProcessValueType.UInt64 => (0, ulong.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };
}
