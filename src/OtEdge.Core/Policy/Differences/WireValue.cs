using System.Buffers.Binary;
using OtEdge.Core.Policy.Compiled;

namespace OtEdge.Core.Policy.Differences;

/// <summary>Writes the number of a <see cref="ValueBound"/> as it stands on the wire.</summary>
internal static class WireValue
{
    /// <summary>Puts a number into the data of a write.</summary>
    /// <param name="data">Registers big-endian, or packed bits.</param>
    /// <param name="start">Address of the first register or bit in the data.</param>
    /// <param name="bound">Where the number goes and how it is read.</param>
    /// <param name="number">The number, within the span of the type.</param>
    public static void Put(Span<byte> data, int start, ValueBound bound, Int128 number)
    {
        ValueLayout layout = bound.Limit.Layout;
        int offset = bound.Addresses.First - start;
        if (layout.Type == ProcessValueType.Bit)
        {
            byte mask = (byte)(1 << (offset & 7));
            data[offset >> 3] = (byte)(number == 0 ? data[offset >> 3] & ~mask : data[offset >> 3] | mask);
            return;
        }

        ulong raw = Raw(number, layout.Type);
        bool leastFirst = layout.Order is WordOrder.CDAB or WordOrder.DCBA;
        for (int i = 0; i < layout.Width; i++)
        {
            int word = leastFirst ? i : layout.Width - 1 - i;
            BinaryPrimitives.WriteUInt16BigEndian(
                data[(2 * (offset + word))..], RawValue.InOrder((ushort)((raw >> (16 * i)) & ushort.MaxValue), layout.Order));
        }
    }

    /// <summary>The one register of a value that is one register wide.</summary>
    public static ushort Word(ValueBound bound, Int128 number)
    {
        Span<byte> data = stackalloc byte[2];
        Put(data, bound.Addresses.First, bound, number);
        return BinaryPrimitives.ReadUInt16BigEndian(data);
    }

    private static ulong Raw(Int128 number, ProcessValueType type) =>
        RawValue.IsFloat(type) ? FloatNumbers.Bits(number, type) : unchecked((ulong)number);
}
