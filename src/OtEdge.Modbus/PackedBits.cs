namespace OtEdge.Modbus;

/// <summary>Bits as Modbus packs them: the first one is the least significant of the first byte (cl. 6.1).</summary>
public static class PackedBits
{
    /// <summary>Bytes that <paramref name="bits"/> bits take.</summary>
    public static int BytesFor(int bits) => (bits + 7) / 8;

    /// <summary>One bit.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such bit.</exception>
    public static bool Get(ReadOnlySpan<byte> packed, int index) => (packed[index >> 3] & (1 << (index & 7))) != 0;

    /// <summary>Sets one bit.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such bit.</exception>
    public static void Set(Span<byte> packed, int index, bool value)
    {
        int mask = 1 << (index & 7);
        packed[index >> 3] = (byte)(value ? packed[index >> 3] | mask : packed[index >> 3] & ~mask);
    }
}
