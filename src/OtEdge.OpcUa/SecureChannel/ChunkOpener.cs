using System.Security.Cryptography;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>Decrypts and verifies the MSG and CLO chunks that arrive by one token (OPC UA Part 6, 6.7.2). Nothing is allocated per chunk.</summary>
public sealed class ChunkOpener : IDisposable
{
    private readonly IncrementalHash? hmac;
    private readonly CbcCipher? cipher;

    private ChunkOpener(IncrementalHash? hmac, CbcCipher? cipher)
    {
        this.hmac = hmac;
        this.cipher = cipher;
    }

    /// <summary>Makes an opener.</summary>
    /// <param name="mode">The mode of the channel.</param>
    /// <param name="keys">Keys of the other side; null with the mode None. They may be disposed of afterwards.</param>
    public static ChunkOpener Make(MessageSecurityMode mode, SymmetricKeys? keys) => new(
        keys is null ? null : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.Signing),
        mode == MessageSecurityMode.SignAndEncrypt ? new CbcCipher(keys!, isEncrypting: false) : null);

    /// <summary>Decrypts a chunk in place and verifies it. Any size of padding is accepted.</summary>
    /// <param name="chunk">The whole chunk, whose size was checked against its header.</param>
    /// <param name="bodyBytes">Bytes of the body, which begins at <see cref="ChunkSealer.BodyStart"/>.</param>
    /// <returns>False when anything is wrong; what exactly is nobody's business.</returns>
    public bool TryOpen(Span<byte> chunk, out int bodyBytes)
    {
        bodyBytes = 0;
        int signatureBytes = hmac is null ? 0 : ChunkSealer.SignatureBytes;
        if (chunk.Length < ChunkSealer.BodyStart + signatureBytes)
        {
            return false;
        }

        int signedBytes = chunk.Length - signatureBytes;
        if (cipher is not null)
        {
            if ((chunk.Length - ChunkSealer.HeaderBytes) % SymmetricKeys.BlockBytes != 0)
            {
                return false;
            }

            cipher.Transform(chunk[ChunkSealer.HeaderBytes..]);
        }

        if (hmac is not null && !IsSigned(chunk[..signedBytes], chunk[signedBytes..]))
        {
            return false;
        }

        // Only padding that the peer has signed is looked at, so that it tells an attacker nothing.
        return cipher is null
            ? Found(signedBytes - ChunkSealer.BodyStart, out bodyBytes)
            : Padding.TryRemove(chunk[ChunkSealer.BodyStart..signedBytes], hasExtraByte: false, out bodyBytes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        hmac?.Dispose();
        cipher?.Dispose();
    }

    private static bool Found(int bytes, out int bodyBytes)
    {
        bodyBytes = bytes;
        return true;
    }

    private bool IsSigned(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[ChunkSealer.SignatureBytes];
        hmac!.AppendData(signed);
        hmac.GetHashAndReset(expected);
        return CryptographicOperations.FixedTimeEquals(expected, signature);
    }
}
