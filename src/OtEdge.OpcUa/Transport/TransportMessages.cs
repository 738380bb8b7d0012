using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Transport;

/// <summary>Reads and writes HEL, ACK, ERR and RHE (OPC UA Part 6 cl. 7.1.2); every read takes one chunk as framing gives it.</summary>
public static class TransportMessages
{
    private static readonly DecodingLimits Limits = new() { StringBytesMax = ChunkFraming.TransportTextBytesMax };

    /// <summary>Reads HEL.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="terms">What the client takes and sends.</param>
    /// <param name="endpointUrl">The URL that the client says it has dialled, UTF-8.</param>
    public static WireFault ReadHello(ReadOnlySpan<byte> chunk, out TransportTerms terms, out ReadOnlySpan<byte> endpointUrl)
    {
        UaReader reader = Reader(chunk);
        terms = new TransportTerms(ref reader);
        endpointUrl = reader.String();
        CheckBuffers(terms, ref reader);
        reader.End();
        return reader.Fault;
    }

    /// <summary>Reads ACK.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="terms">What the server takes and sends.</param>
    public static WireFault ReadAcknowledge(ReadOnlySpan<byte> chunk, out TransportTerms terms)
    {
        UaReader reader = Reader(chunk);
        terms = new TransportTerms(ref reader);
        CheckBuffers(terms, ref reader);
        reader.End();
        return reader.Fault;
    }

    /// <summary>Reads ERR.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="status">Why the connection ends.</param>
    /// <param name="reason">The same for people, UTF-8.</param>
    public static WireFault ReadError(ReadOnlySpan<byte> chunk, out uint status, out ReadOnlySpan<byte> reason)
    {
        UaReader reader = Reader(chunk);
        status = reader.UInt32();
        reason = reader.String();
        reader.End();
        return reader.Fault;
    }

    /// <summary>Reads RHE.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="serverUri">Application URI of the server, UTF-8.</param>
    /// <param name="endpointUrl">The URL that the client must use, UTF-8.</param>
    public static WireFault ReadReverseHello(ReadOnlySpan<byte> chunk, out ReadOnlySpan<byte> serverUri, out ReadOnlySpan<byte> endpointUrl)
    {
        UaReader reader = Reader(chunk);
        serverUri = reader.String();
        endpointUrl = reader.String();
        int longest = Math.Max(serverUri.Length, endpointUrl.Length);
        if (!reader.HasFailed && longest >= ChunkFraming.TransportTextBytesMax)
        {
            reader.Fail(WireFaultKind.TransportTextLength, ChunkFraming.TransportTextBytesMax - 1, longest);
        }

        reader.End();
        return reader.Fault;
    }

    /// <summary>Writes HEL.</summary>
    public static void WriteHello(UaWriter writer, in TransportTerms terms, ReadOnlySpan<byte> endpointUrl)
    {
        int start = Begin(writer, MessageType.Hello);
        terms.Write(writer);
        writer.String(endpointUrl);
        writer.PatchInt32(start + 4, writer.Count - start);
    }

    /// <summary>Writes ACK.</summary>
    public static void WriteAcknowledge(UaWriter writer, in TransportTerms terms)
    {
        int start = Begin(writer, MessageType.Acknowledge);
        terms.Write(writer);
        writer.PatchInt32(start + 4, writer.Count - start);
    }

    /// <summary>Writes ERR.</summary>
    public static void WriteError(UaWriter writer, uint status, ReadOnlySpan<byte> reason)
    {
        int start = Begin(writer, MessageType.Error);
        writer.UInt32(status);
        writer.String(reason);
        writer.PatchInt32(start + 4, writer.Count - start);
    }

    /// <summary>Writes RHE.</summary>
    public static void WriteReverseHello(UaWriter writer, ReadOnlySpan<byte> serverUri, ReadOnlySpan<byte> endpointUrl)
    {
        int start = Begin(writer, MessageType.ReverseHello);
        writer.String(serverUri);
        writer.String(endpointUrl);
        writer.PatchInt32(start + 4, writer.Count - start);
    }

    private static UaReader Reader(ReadOnlySpan<byte> chunk) => new(chunk[ChunkHeader.HeaderBytes..], Limits);

    private static void CheckBuffers(in TransportTerms terms, ref UaReader reader)
    {
        uint least = Math.Min(terms.ReceiveBytes, terms.SendBytes);
        if (!reader.HasFailed && least < TransportTerms.BufferBytesMin)
        {
            reader.Fail(WireFaultKind.BufferSize, TransportTerms.BufferBytesMin, least);
        }
    }

    private static int Begin(UaWriter writer, MessageType type)
    {
        ArgumentNullException.ThrowIfNull(writer);
        int start = writer.Count;
        writer.UInt32((uint)type | ((uint)ChunkKind.Final << 24));
        writer.UInt32(0);
        return start;
    }
}
