using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>
/// AES-CBC without padding, in one direction, that begins every message with the same initialization vector and keeps one native
/// context for all of them: nothing is allocated per message.
/// </summary>
/// <remarks>
/// A context goes on chaining where the last message ended and cannot be wound back. Chaining is an exclusive or, so the first block
/// of a message is corrected by (end of the last message xor initialization vector) instead.
/// </remarks>
internal sealed class CbcCipher : IDisposable
{
    // One piece goes through a rented array, because contexts take arrays only. It fits the first-level cache.
    private const int PieceBytes = 16 * 1024;
    private const int BlockBytes = SymmetricKeys.BlockBytes;

    private readonly ICryptoTransform transform;
    private readonly bool isEncrypting;
    private readonly byte[] correction = new byte[BlockBytes];
    private readonly byte[] start;

    public CbcCipher(SymmetricKeys keys, bool isEncrypting)
    {
        this.isEncrypting = isEncrypting;
        start = keys.InitializationVector.ToArray();
        using var aes = Aes.Create();
        aes.SetKey(keys.Encrypting);
        aes.Mode = CipherMode.CBC;
        aes.Padding = PaddingMode.None;
        transform = isEncrypting ? aes.CreateEncryptor(aes.Key, start) : aes.CreateDecryptor(aes.Key, start);
    }

    /// <summary>Encrypts or decrypts one message in place.</summary>
    /// <param name="message">Whole blocks.</param>
    public void Transform(Span<byte> message)
    {
        if (message.Length % BlockBytes != 0)
        {
            throw new ArgumentException($"expected whole blocks of {BlockBytes} bytes, got {message.Length} bytes", nameof(message));
        }

        if (message.IsEmpty)
        {
            return;
        }

        Span<byte> end = stackalloc byte[BlockBytes];
        if (isEncrypting)
        {
            Correct(message);
            TransformPieces(message);
            message[^BlockBytes..].CopyTo(end);
        }
        else
        {
            message[^BlockBytes..].CopyTo(end);
            TransformPieces(message);
            Correct(message);
        }

        for (int i = 0; i < BlockBytes; i++)
        {
            correction[i] = (byte)(end[i] ^ start[i]);
        }
    }

    public void Dispose() => transform.Dispose();

    private void Correct(Span<byte> message)
    {
        var block = MemoryMarshal.Cast<byte, ulong>(message[..BlockBytes]);
        var by = MemoryMarshal.Cast<byte, ulong>(correction.AsSpan());
        block[0] ^= by[0];
        block[1] ^= by[1];
    }

    private void TransformPieces(Span<byte> message)
    {
        byte[] piece = ArrayPool<byte>.Shared.Rent(Math.Min(PieceBytes, message.Length));
        while (!message.IsEmpty)
        {
            int bytes = Math.Min(PieceBytes, message.Length);
            message[..bytes].CopyTo(piece);
            transform.TransformBlock(piece, 0, bytes, piece, 0);
            piece.AsSpan(0, bytes).CopyTo(message);
            message = message[bytes..];
        }

        ArrayPool<byte>.Shared.Return(piece);
    }
}
