using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Transport;

/// <summary>What an OPN chunk says before its sequence header, readable in every policy (OPC UA Part 6 cl. 6.7.2.3, table 42).</summary>
public readonly ref struct AsymmetricHeader
{
    /// <summary>Most certificate bytes that are taken: a chain of a few certificates. The protocol names no limit.</summary>
    public const int CertificateBytesMax = 64 * 1024;

    private AsymmetricHeader(scoped ref UaReader reader)
    {
        ChannelId = reader.UInt32();
        PolicyUri = reader.String();
        SenderCertificate = reader.ByteString();
        ReceiverThumbprint = reader.ByteString();
        EndBytes = ChunkHeader.HeaderBytes + reader.Position;
    }

    /// <summary>Id of the secure channel; 0 when it is to be opened.</summary>
    public uint ChannelId { get; }

    /// <summary>URI of the security policy as UTF-8.</summary>
    public ReadOnlySpan<byte> PolicyUri { get; }

    /// <summary>The sender's certificate, DER, perhaps with its chain behind it; empty for None.</summary>
    public ReadOnlySpan<byte> SenderCertificate { get; }

    /// <summary>SHA-1 of the receiver's certificate, 20 bytes; empty for None.</summary>
    public ReadOnlySpan<byte> ReceiverThumbprint { get; }

    /// <summary>Where the sequence header begins, from the start of the chunk.</summary>
    public int EndBytes { get; }

    /// <summary>Reads it from an OPN chunk that framing gives.</summary>
    public static WireFault TryRead(ReadOnlySpan<byte> chunk, out AsymmetricHeader header)
    {
        var reader = new UaReader(chunk[ChunkHeader.HeaderBytes..], HeaderLimits);
        header = new AsymmetricHeader(ref reader);
        if (!reader.HasFailed && (header.PolicyUri.Length > 255 || header.ReceiverThumbprint.Length is not (0 or 20)))
        {
            reader.Fail(WireFaultKind.StringLength, 255, header.PolicyUri.Length);
        }

        if (!reader.HasFailed && reader.Remaining < SequenceHeader.HeaderBytes)
        {
            reader.Fail(WireFaultKind.Truncated, SequenceHeader.HeaderBytes, reader.Remaining);
        }

        return reader.Fault;
    }

    private static readonly DecodingLimits HeaderLimits = new() { StringBytesMax = CertificateBytesMax };
}
