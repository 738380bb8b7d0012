using System.Security.Cryptography;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>
/// The keys of one direction of one token as key logs hold them: enough to decrypt, and not to verify signatures, whose keys no key
/// log has. Whether the keys are the right ones shows by what comes out.
/// </summary>
public sealed class LoggedKeys : IDisposable
{
    /// <summary>Bytes of an initialization vector.</summary>
    public const int VectorBytes = SymmetricKeys.BlockBytes;

    private readonly Aes aes = Aes.Create();
    private readonly byte[] vector;
    private readonly int signatureBytes;

    /// <summary>Takes the keys over.</summary>
    /// <param name="key">AES key, 16 or 32 bytes.</param>
    /// <param name="vector">Initialization vector, 16 bytes.</param>
    /// <param name="signatureBytes">Bytes of the signature at the end of every chunk.</param>
    public LoggedKeys(byte[] key, byte[] vector, int signatureBytes)
    {
        ArgumentNullException.ThrowIfNull(key);
        aes.Key = key;
        this.vector = vector;
        this.signatureBytes = signatureBytes;
    }

    /// <summary>Decrypts a MSG or CLO chunk in place.</summary>
    /// <param name="chunk">The whole chunk, whose size was checked against its header.</param>
    /// <param name="bodyBytes">Bytes of the body, which begins at <see cref="ChunkSealer.BodyStart"/>.</param>
    /// <returns>False when these are not its keys; the chunk is of no more use then.</returns>
    public bool TryDecrypt(Span<byte> chunk, out int bodyBytes)
    {
        bodyBytes = 0;
        var encrypted = chunk[Math.Min(ChunkSealer.HeaderBytes, chunk.Length)..];
        if (encrypted.Length % SymmetricKeys.BlockBytes != 0 || chunk.Length < ChunkSealer.BodyStart + signatureBytes)
        {
            return false;
        }

        aes.DecryptCbc(encrypted, vector, encrypted, PaddingMode.None);
        return Padding.TryRemove(chunk[ChunkSealer.BodyStart..^signatureBytes], hasExtraByte: false, out bodyBytes);
    }

    /// <inheritdoc/>
    public void Dispose() => aes.Dispose();
}
