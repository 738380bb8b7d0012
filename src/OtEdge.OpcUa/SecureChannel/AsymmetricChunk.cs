using System.Buffers.Binary;
using System.Security.Cryptography;
using OtEdge.OpcUa.Transport;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>
/// Writes and reads OPN chunks (OPC UA Part 6, 6.7.2): signed with the sender's key, then encrypted block by block for the
/// receiver's, in every mode of a secure policy.
/// </summary>
public static class AsymmetricChunk
{
    /// <summary>Most RSA blocks of one chunk: each costs the receiver a private operation of about a millisecond.</summary>
    public const int BlocksMax = 16;

    private const int SizeAt = 4;
    private const int ChannelIdAt = 8;
    private const int FieldsAt = 12;
    private const int LengthBytes = 4;
    private const int ThumbprintBytes = 20;
    private static ReadOnlySpan<byte> TypeAndFlag => "OPNF"u8;

    /// <summary>Writes a whole OPN chunk.</summary>
    /// <param name="terms">Channel, policy and keys.</param>
    /// <param name="sequence">Sequence number and request id.</param>
    /// <param name="body">The message.</param>
    public static byte[] Write(in AsymmetricTerms terms, SequenceHeader sequence, ReadOnlySpan<byte> body) =>
        terms.Policy.IsSecure ? WriteSecure(terms, sequence, body) : WriteClear(terms, sequence, body);

    /// <summary>True when a chunk has so many blocks that reading it would cost too much, or not whole ones.</summary>
    public static bool HasWrongBlocks(in AsymmetricHeader header, int chunkBytes, RSA ownKey)
    {
        int blockBytes = RsaScheme.BlockBytes(ownKey);
        int cipherBytes = chunkBytes - header.EndBytes;
        return cipherBytes <= 0 || cipherBytes % blockBytes != 0 || cipherBytes / blockBytes > BlocksMax;
    }

    /// <summary>Reads a whole OPN chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="ownKey">Private key of the receiver; null without protection.</param>
    /// <param name="peerKey">Public key of the sender; null without protection.</param>
    /// <param name="opened">Sequence header and body.</param>
    /// <returns>False when anything is wrong. What exactly does not show, neither here nor in the time it takes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> chunk, SecurityPolicy policy, RSA? ownKey, RSA? peerKey, out OpenedChunk opened)
    {
        ArgumentNullException.ThrowIfNull(policy);
        opened = default;
        if (chunk.Length < ChunkFraming.AsymmetricBytesMin || !AsymmetricHeader.TryRead(chunk, out var header).IsNone)
        {
            return false;
        }

        if (policy.Rsa is not { } rsa)
        {
            return TryCut(chunk[header.EndBytes..].ToArray(), out opened);
        }

        if (ownKey is null || peerKey is null || HasWrongBlocks(header, chunk.Length, ownKey))
        {
            return false;
        }

        byte[] plain = new byte[chunk.Length];
        chunk[..header.EndBytes].CopyTo(plain);
        bool isRight = rsa.TryDecrypt(ownKey, chunk[header.EndBytes..], plain.AsSpan(header.EndBytes), out int plainBytes);
        int signatureBytes = RsaScheme.BlockBytes(peerKey);
        int signedBytes = header.EndBytes + plainBytes - signatureBytes;
        int contentStart = header.EndBytes + ChunkSealer.SequenceHeaderBytes;
        if (signedBytes < contentStart)
        {
            isRight = false;
            signedBytes = Math.Max(0, chunk.Length - signatureBytes);
            signatureBytes = chunk.Length - signedBytes;
        }

        // Verified even when decrypting has failed, so that both failures take as long.
        isRight &= rsa.Verify(peerKey, plain.AsSpan(0, signedBytes), plain.AsSpan(signedBytes, signatureBytes));
        if (!isRight
            || !Padding.TryRemove(
                plain.AsSpan(contentStart..signedBytes), Padding.HasExtraByte(RsaScheme.BlockBytes(ownKey)), out int bodyBytes))
        {
            return false;
        }

        return TryCut(plain.AsMemory(header.EndBytes, ChunkSealer.SequenceHeaderBytes + bodyBytes), out opened);
    }

    private static byte[] WriteClear(in AsymmetricTerms terms, SequenceHeader sequence, ReadOnlySpan<byte> body)
    {
        int headerBytes = HeaderBytes(terms.Policy, 0);
        byte[] chunk = new byte[headerBytes + ChunkSealer.SequenceHeaderBytes + body.Length];
        TypeAndFlag.CopyTo(chunk);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(SizeAt), chunk.Length);
        WriteHeader(chunk, terms, [], []);
        sequence.Write(chunk.AsSpan(headerBytes));
        body.CopyTo(chunk.AsSpan(headerBytes + ChunkSealer.SequenceHeaderBytes));
        return chunk;
    }

    private static byte[] WriteSecure(in AsymmetricTerms terms, SequenceHeader sequence, ReadOnlySpan<byte> body)
    {
        var rsa = terms.Policy.Rsa!;
        var own = terms.Own ?? throw new ArgumentException("a secure policy needs an own identity", nameof(terms));
        var peer = terms.Peer ?? throw new ArgumentException("a secure policy needs the peer's certificate", nameof(terms));
        int headerBytes = HeaderBytes(terms.Policy, own.ChainBytes.Length);
        int signatureBytes = RsaScheme.BlockBytes(own.Key);
        int cipherBlock = RsaScheme.BlockBytes(peer.Key);
        int plainBlock = rsa.PlainBlockBytes(peer.Key);
        bool hasExtraByte = Padding.HasExtraByte(cipherBlock);
        int leastBytes = ChunkSealer.SequenceHeaderBytes + body.Length + Padding.CountBytes(hasExtraByte) + signatureBytes;
        int blocks = (leastBytes + plainBlock - 1) / plainBlock;

        // The signature covers the size of the encrypted chunk.
        byte[] plain = new byte[headerBytes + (blocks * plainBlock)];
        byte[] chunk = new byte[headerBytes + (blocks * cipherBlock)];
        TypeAndFlag.CopyTo(plain);
        BinaryPrimitives.WriteInt32LittleEndian(plain.AsSpan(SizeAt), chunk.Length);
        WriteHeader(plain, terms, own.ChainBytes.Span, peer.Certificate.Thumbprint.Span);
        sequence.Write(plain.AsSpan(headerBytes));
        int bodyAt = headerBytes + ChunkSealer.SequenceHeaderBytes;
        body.CopyTo(plain.AsSpan(bodyAt));
        int signedBytes = plain.Length - signatureBytes;
        Padding.Fill(plain.AsSpan((bodyAt + body.Length)..signedBytes), hasExtraByte);
        rsa.Sign(own.Key, plain.AsSpan(0, signedBytes), plain.AsSpan(signedBytes));
        plain.AsSpan(0, headerBytes).CopyTo(chunk);
        rsa.Encrypt(peer.Key, plain.AsSpan(headerBytes), chunk.AsSpan(headerBytes));
        return chunk;
    }

    private static bool TryCut(ReadOnlyMemory<byte> sequenceAndBody, out OpenedChunk opened)
    {
        bool isWhole = sequenceAndBody.Length >= ChunkSealer.SequenceHeaderBytes;
        opened = isWhole
            ? new OpenedChunk(SequenceHeader.Of(sequenceAndBody.Span), sequenceAndBody[ChunkSealer.SequenceHeaderBytes..])
            : default;
        return isWhole;
    }

    private static int HeaderBytes(SecurityPolicy policy, int certificateBytes) =>
        FieldsAt + (3 * LengthBytes) + policy.UriBytes.Length + certificateBytes + (policy.IsSecure ? ThumbprintBytes : 0);

    private static void WriteHeader(
        Span<byte> chunk, in AsymmetricTerms terms, ReadOnlySpan<byte> certificate, ReadOnlySpan<byte> thumbprint)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[ChannelIdAt..], terms.ChannelId);
        int at = FieldsAt;
        WriteField(chunk, ref at, terms.Policy.UriBytes);
        WriteField(chunk, ref at, certificate);
        WriteField(chunk, ref at, thumbprint);
    }

    // What is empty is written as null: some peers take an empty certificate for a broken one.
    private static void WriteField(Span<byte> chunk, ref int at, ReadOnlySpan<byte> field)
    {
        BinaryPrimitives.WriteInt32LittleEndian(chunk[at..], field.IsEmpty ? -1 : field.Length);
        field.CopyTo(chunk[(at + LengthBytes)..]);
        at += LengthBytes + field.Length;
    }
}
