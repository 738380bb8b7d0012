using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>Signs and encrypts the MSG and CLO chunks that are sent by one token (OPC UA Part 6, 6.7.2). Nothing is allocated per chunk.</summary>
public sealed class ChunkSealer : IDisposable
{
    /// <summary>Bytes before the sequence header: type, flag, size, channel and token.</summary>
    public const int HeaderBytes = 16;

    /// <summary>Bytes of sequence number and request id.</summary>
    public const int SequenceHeaderBytes = 8;

    /// <summary>Where the body of a chunk begins.</summary>
    public const int BodyStart = HeaderBytes + SequenceHeaderBytes;

    /// <summary>Bytes of an HMAC-SHA256 signature.</summary>
    public const int SignatureBytes = 32;

    private const int SizeAt = 4;
    private const int PaddingSizeBytes = 1;

    private readonly IncrementalHash? hmac;
    private readonly CbcCipher? cipher;

    private ChunkSealer(IncrementalHash? hmac, CbcCipher? cipher)
    {
        this.hmac = hmac;
        this.cipher = cipher;
    }

    /// <summary>Makes a sealer.</summary>
    /// <param name="mode">The mode of the channel.</param>
    /// <param name="keys">Keys of this side; null with the mode None. They may be disposed of afterwards.</param>
    public static ChunkSealer Make(MessageSecurityMode mode, SymmetricKeys? keys) => new(
        keys is null ? null : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.Signing),
        mode == MessageSecurityMode.SignAndEncrypt ? new CbcCipher(keys!, isEncrypting: true) : null);

    /// <summary>Bytes of the whole chunk for a body.</summary>
    public int ChunkBytes(int bodyBytes) =>
        hmac is null ? BodyStart + bodyBytes
        : cipher is null ? BodyStart + bodyBytes + SignatureBytes
        : HeaderBytes + WholeBlocks(SequenceHeaderBytes + bodyBytes + PaddingSizeBytes + SignatureBytes);

    /// <summary>Longest body that fits a chunk.</summary>
    public int BodyBytesMax(int chunkBytesMax) =>
        hmac is null ? chunkBytesMax - BodyStart
        : cipher is null ? chunkBytesMax - BodyStart - SignatureBytes
        : ((chunkBytesMax - HeaderBytes) & -SymmetricKeys.BlockBytes) - SequenceHeaderBytes - PaddingSizeBytes - SignatureBytes;

    /// <summary>Completes a chunk: its size, padding and signature, and encrypts it.</summary>
    /// <param name="chunk">As long as <see cref="ChunkBytes"/> says; headers (but for the size) and body are in their place.</param>
    /// <param name="bodyBytes">Bytes of the body, which begins at <see cref="BodyStart"/>.</param>
    public void Seal(Span<byte> chunk, int bodyBytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[SizeAt..], (uint)chunk.Length);
        if (hmac is null)
        {
            return;
        }

        int signedBytes = chunk.Length - SignatureBytes;
        if (cipher is not null)
        {
            Padding.Fill(chunk[(BodyStart + bodyBytes)..signedBytes], hasExtraByte: false);
        }

        hmac.AppendData(chunk[..signedBytes]);
        hmac.GetHashAndReset(chunk[signedBytes..]);
        cipher?.Transform(chunk[HeaderBytes..]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        hmac?.Dispose();
        cipher?.Dispose();
    }

    private static int WholeBlocks(int bytes) => (bytes + SymmetricKeys.BlockBytes - 1) & -SymmetricKeys.BlockBytes;
}
