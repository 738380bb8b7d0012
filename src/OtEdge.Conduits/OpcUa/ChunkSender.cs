using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Conduits.OpcUa;

/// <summary>Gives chunks of a channel without security the sequence numbers with which they go on; what it gives is valid until the next call.</summary>
internal sealed class ChunkSender
{
    private const int KeptBytesMax = 64 * 1024;
    private readonly UaWriter writer = new();

    /// <summary>A chunk that has just arrived, whose number has not been looked at.</summary>
    public ReadOnlySpan<byte> Numbered(ReadOnlySpan<byte> chunk, int sequenceStart, SequenceMap numbers)
    {
        numbers.Arrive(SequenceHeader.Of(chunk[sequenceStart..]).SequenceNumber);
        return Leaving(chunk, sequenceStart, numbers);
    }

    /// <summary>A MSG chunk whose number has arrived before.</summary>
    public ReadOnlySpan<byte> Left(ReadOnlySpan<byte> chunk, SequenceMap numbers) => Leaving(chunk, SymmetricHeader.EndBytes, numbers);

    /// <summary>A message that is put in.</summary>
    public ReadOnlySpan<byte> Written(
        SymmetricHeader header, uint requestId, ReadOnlySpan<byte> body, int chunkBytesMax, SequenceMap numbers)
    {
        writer.Clear(KeptBytesMax);
        ChunkWriter.Write(writer, header, requestId, body, chunkBytesMax, numbers);
        return writer.Written;
    }

    private ReadOnlySpan<byte> Leaving(ReadOnlySpan<byte> chunk, int sequenceStart, SequenceMap numbers)
    {
        SequenceHeader sequence = SequenceHeader.Of(chunk[sequenceStart..]);
        uint number = numbers.Leave(sequence.SequenceNumber);
        if (number == sequence.SequenceNumber)
        {
            return chunk;
        }

        writer.Clear(KeptBytesMax);
        writer.Raw(chunk);
        (sequence with { SequenceNumber = number }).Write(writer.Editable[sequenceStart..]);
        return writer.Written;
    }
}
