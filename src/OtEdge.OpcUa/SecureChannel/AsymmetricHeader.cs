using System.Buffers.Binary;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>What an OPN chunk says in the clear (OPC UA Part 6, 6.7.2.3): channel, policy, and whose keys it is made with.</summary>
public readonly ref struct AsymmetricHeader
{
    /// <summary>Longest name of a policy, in bytes (OPC UA Part 6, 6.7.2.3).</summary>
    public const int PolicyUriBytesMax = 255;

    /// <summary>Longest chain of certificates, in bytes; far more than real chains have.</summary>
    public const int CertificateBytesMax = 32 * 1024;

    /// <summary>Bytes of a thumbprint (SHA-1).</summary>
    public const int ThumbprintBytes = 20;

    private const int ChannelIdAt = 8;
    private const int FieldsAt = 12;
    private const int LengthBytes = 4;

    private AsymmetricHeader(uint channelId, int bytes)
    {
        ChannelId = channelId;
        Bytes = bytes;
    }

    /// <summary>The channel; 0 in the request that asks for a new one.</summary>
    public uint ChannelId { get; }

    /// <summary>Bytes before the sequence header.</summary>
    public int Bytes { get; private init; }

    /// <summary>Name of the policy.</summary>
    public ReadOnlySpan<byte> PolicyUri { get; private init; }

    /// <summary>The sender's certificate, perhaps with those of its issuers after it; empty without protection.</summary>
    public ReadOnlySpan<byte> SenderCertificate { get; private init; }

    /// <summary>Thumbprint of the receiver's certificate; empty without protection.</summary>
    public ReadOnlySpan<byte> ReceiverThumbprint { get; private init; }

    /// <summary>Reads the header of a whole OPN chunk; false when it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> chunk, out AsymmetricHeader header)
    {
        header = default;
        if (chunk.Length < FieldsAt)
        {
            return false;
        }

        int at = FieldsAt;
        if (!TryReadField(chunk, ref at, PolicyUriBytesMax, out var policyUri)
            || !TryReadField(chunk, ref at, CertificateBytesMax, out var certificate)
            || !TryReadField(chunk, ref at, ThumbprintBytes, out var thumbprint)
            || (thumbprint.Length is not 0 and not ThumbprintBytes))
        {
            return false;
        }

        header = new AsymmetricHeader(BinaryPrimitives.ReadUInt32LittleEndian(chunk[ChannelIdAt..]), at)
        {
            PolicyUri = policyUri,
            SenderCertificate = certificate,
            ReceiverThumbprint = thumbprint,
        };
        return true;
    }

    /// <summary>Bytes that a header takes.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="certificateBytes">Bytes of the sender's chain; 0 without protection.</param>
    public static int BytesOf(SecurityPolicy policy, int certificateBytes)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return FieldsAt + (3 * LengthBytes) + policy.UriBytes.Length + certificateBytes + (policy.IsSecure ? ThumbprintBytes : 0);
    }

    /// <summary>Writes a header, all but type, flag and size.</summary>
    public static void Write(
        Span<byte> chunk, uint channelId, SecurityPolicy policy, ReadOnlySpan<byte> certificate, ReadOnlySpan<byte> thumbprint)
    {
        ArgumentNullException.ThrowIfNull(policy);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[ChannelIdAt..], channelId);
        int at = FieldsAt;
        WriteField(chunk, ref at, policy.UriBytes);
        WriteField(chunk, ref at, certificate);
        WriteField(chunk, ref at, thumbprint);
    }

    private static bool TryReadField(ReadOnlySpan<byte> chunk, ref int at, int bytesMax, out ReadOnlySpan<byte> field)
    {
        field = default;
        if (chunk.Length - at < LengthBytes)
        {
            return false;
        }

        int bytes = BinaryPrimitives.ReadInt32LittleEndian(chunk[at..]);
        at += LengthBytes;
        if (bytes == -1)
        {
            return true;
        }

        if (bytes < 0 || bytes > bytesMax || bytes > chunk.Length - at)
        {
            return false;
        }

        field = chunk.Slice(at, bytes);
        at += bytes;
        return true;
    }

    // What is empty is written as null: some peers take an empty certificate for a broken one.
    private static void WriteField(Span<byte> chunk, ref int at, ReadOnlySpan<byte> field)
    {
        BinaryPrimitives.WriteInt32LittleEndian(chunk[at..], field.IsEmpty ? -1 : field.Length);
        field.CopyTo(chunk[(at + LengthBytes)..]);
        at += LengthBytes + field.Length;
    }
}
