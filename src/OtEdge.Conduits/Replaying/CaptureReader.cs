using System.Buffers.Binary;

namespace OtEdge.Conduits.Replaying;

/// <summary>Reads the packets of a capture: pcap of either byte order with micro- or nanoseconds, and pcapng.</summary>
/// <remarks>A damaged capture ends where the damage is; what came before it stands.</remarks>
public sealed class CaptureReader
{
    private readonly CaptureInput input;
    private ICaptureFormat? format;

    /// <summary>Prepares to read; nothing is read yet.</summary>
    /// <param name="stream">The capture from its first byte; it need not seek, and is not closed.</param>
    public CaptureReader(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        input = new CaptureInput(stream);
    }

    /// <summary>What is wrong with the capture, with the byte where it was seen; null: nothing so far.</summary>
    public string? Damage => input.Damage;

    /// <summary>Reads the next packet.</summary>
    /// <param name="packet">The packet; its bytes are valid until the next call.</param>
    /// <returns>False at the end of the capture, and at damage; see <see cref="Damage"/>.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        if (Damage is not null)
        {
            return false;
        }

        format ??= Recognise();
        return format is not null && format.TryRead(out packet);
    }

    private ICaptureFormat? Recognise()
    {
        if (input.Take(4) is not { } magic)
        {
            return null;
        }

        uint number = BinaryPrimitives.ReadUInt32BigEndian(magic.Span);
        ICaptureFormat? recognised = number switch
        {
            PcapFormat.MagicMicroseconds => new PcapFormat(input, isBigEndian: true, TimeSpan.TicksPerMicrosecond, 1),
            PcapFormat.MagicMicrosecondsSwapped => new PcapFormat(input, isBigEndian: false, TimeSpan.TicksPerMicrosecond, 1),
            PcapFormat.MagicNanoseconds => new PcapFormat(input, isBigEndian: true, 1, TimeSpan.NanosecondsPerTick),
            PcapFormat.MagicNanosecondsSwapped => new PcapFormat(input, isBigEndian: false, 1, TimeSpan.NanosecondsPerTick),
            PcapngFormat.SectionHeaderBlock => new PcapngFormat(input),
            _ => null,
        };
        if (recognised is null)
        {
            input.Fail($"expected a pcap or pcapng capture, which begins with another number than {number:X8}");
        }

        return recognised;
    }
}
