namespace OtEdge.Conduits.Replaying;

/// <summary>The classic format: one link type, packets with seconds and a fraction.</summary>
/// <param name="input">Where it reads, after the magic number.</param>
/// <param name="isBigEndian">Byte order of its numbers.</param>
/// <param name="ticksPerFraction">Ticks of a unit of the fraction.</param>
/// <param name="fractionsPerTick">Units of the fraction in a tick; one of the two is 1.</param>
internal sealed class PcapFormat(CaptureInput input, bool isBigEndian, long ticksPerFraction, long fractionsPerTick)
    : ICaptureFormat
{
    internal const uint MagicMicroseconds = 0xA1B2C3D4;
    internal const uint MagicMicrosecondsSwapped = 0xD4C3B2A1;
    internal const uint MagicNanoseconds = 0xA1B23C4D;
    internal const uint MagicNanosecondsSwapped = 0x4D3CB2A1;

    private const int FileHeaderBytesAfterMagic = 20;
    private const int LinkTypeAt = 16;
    private const int PacketHeaderBytes = 16;

    // The upper bits say how long the Ethernet check sequence is.
    private const uint LinkTypeMask = 0x0FFF_FFFF;

    private LinkType? link;

    public bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        if (link is null && !TryReadFileHeader())
        {
            return false;
        }

        if (input.Take(PacketHeaderBytes, mayEnd: true) is not { } header)
        {
            return false;
        }

        uint seconds = input.Long(header.Span);
        uint fraction = input.Long(header.Span[4..]);
        uint bytes = input.Long(header.Span[8..]);
        uint originalBytes = input.Long(header.Span[12..]);
        if (bytes > CaptureInput.PieceBytesMax)
        {
            input.Fail($"expected a packet of at most {CaptureInput.PieceBytesMax} bytes, got {bytes}");
            return false;
        }

        if (input.Take((int)bytes) is not { } content)
        {
            return false;
        }

        var time = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(fraction * ticksPerFraction / fractionsPerTick);
        packet = CapturedPacket.Of(time, link!.Value, content, originalBytes);
        return true;
    }

    private bool TryReadFileHeader()
    {
        if (input.Take(FileHeaderBytesAfterMagic) is not { } header)
        {
            return false;
        }

        input.IsBigEndian = isBigEndian;
        link = (LinkType)(input.Long(header.Span[LinkTypeAt..]) & LinkTypeMask);
        return true;
    }
}
