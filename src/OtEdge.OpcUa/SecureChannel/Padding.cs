namespace OtEdge.OpcUa.SecureChannel;

/// <summary>
/// What stands between body and signature of an encrypted chunk (OPC UA Part 6, 6.7.2.5): one byte that counts the padding, that many
/// bytes of the same value, and, when the encrypting key is longer than 2048 bits, one more byte: the count's upper half.
/// </summary>
internal static class Padding
{
    private const int ExtraByteFromKeyBytes = 256;

    /// <summary>True when a key is so long that the count takes two bytes.</summary>
    public static bool HasExtraByte(int keyBytes) => keyBytes > ExtraByteFromKeyBytes;

    /// <summary>Bytes that count, which stand there even when the padding itself is empty.</summary>
    public static int CountBytes(bool hasExtraByte) => hasExtraByte ? 2 : 1;

    /// <summary>Fills the space between body and signature.</summary>
    /// <param name="space">At least <see cref="CountBytes"/>.</param>
    /// <param name="hasExtraByte">True when the count takes two bytes.</param>
    public static void Fill(Span<byte> space, bool hasExtraByte)
    {
        int count = space.Length - CountBytes(hasExtraByte);
        space.Fill((byte)(count & 0xFF));
        if (hasExtraByte)
        {
            space[^1] = (byte)(count >> 8);
        }
    }

    /// <summary>Finds where the body ends; any count that fits is accepted, since some peers pad more than a block.</summary>
    /// <param name="bodyAndPadding">From the body's start to where the signature begins.</param>
    /// <param name="hasExtraByte">True when the count takes two bytes.</param>
    /// <param name="bodyBytes">Bytes of the body.</param>
    public static bool TryRemove(ReadOnlySpan<byte> bodyAndPadding, bool hasExtraByte, out int bodyBytes)
    {
        bodyBytes = 0;
        int countBytes = CountBytes(hasExtraByte);
        if (bodyAndPadding.Length < countBytes)
        {
            return false;
        }

        byte low = bodyAndPadding[^countBytes];
        int count = low | (hasExtraByte ? bodyAndPadding[^1] << 8 : 0);
        bodyBytes = bodyAndPadding.Length - countBytes - count;
        return bodyBytes >= 0 && bodyAndPadding.Slice(bodyBytes, count + 1).IndexOfAnyExcept(low) < 0;
    }
}
