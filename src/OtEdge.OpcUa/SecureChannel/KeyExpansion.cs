using System.Security.Cryptography;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>Makes as many key bytes as are wanted from a secret and a seed.</summary>
public static class KeyExpansion
{
    private const int HashBytes = 32;

    /// <summary>P_SHA256 (RFC 5246, 5; OPC UA Part 6, 6.7.5): A(n) = HMAC(A(n-1)), output = HMAC(A(1), seed), HMAC(A(2), seed), ...</summary>
    /// <param name="secret">The key of every HMAC.</param>
    /// <param name="seed">At most 256 bytes.</param>
    /// <param name="output">Filled whole.</param>
    public static void PSha256(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> seed, Span<byte> output)
    {
        const int SeedBytesMax = 256;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seed.Length, SeedBytesMax);
        Span<byte> chained = stackalloc byte[HashBytes + SeedBytesMax];
        Span<byte> link = chained[..HashBytes];
        Span<byte> linkAndSeed = chained[..(HashBytes + seed.Length)];
        seed.CopyTo(linkAndSeed[HashBytes..]);
        HMACSHA256.HashData(secret, seed, link);
        Span<byte> block = stackalloc byte[HashBytes];
        while (!output.IsEmpty)
        {
            HMACSHA256.HashData(secret, linkAndSeed, block);
            int bytes = Math.Min(block.Length, output.Length);
            block[..bytes].CopyTo(output);
            output = output[bytes..];
            HMACSHA256.HashData(secret, link, block);
            block.CopyTo(link);
        }

        CryptographicOperations.ZeroMemory(block);
        CryptographicOperations.ZeroMemory(chained);
    }
}
