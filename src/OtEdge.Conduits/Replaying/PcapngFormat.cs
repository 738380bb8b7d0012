using System.Buffers.Binary;

namespace OtEdge.Conduits.Replaying;

/// <summary>The block format: sections, each with its byte order and interfaces; blocks that carry no packet are skipped.</summary>
internal sealed class PcapngFormat(CaptureInput input) : ICaptureFormat
{
    internal const uint SectionHeaderBlock = 0x0A0D0D0A;

    private const uint InterfaceBlock = 1;
    private const uint ObsoletePacketBlock = 2;
    private const uint SimplePacketBlock = 3;
    private const uint EnhancedPacketBlock = 6;
    private const uint ByteOrderMagic = 0x1A2B3C4D;
    private const int FrameBytes = 12;
    private const int InterfacesMax = 4_096;
    private const ushort OptionEnd = 0;
    private const ushort OptionResolution = 9;
    private const ushort OptionOffset = 14;
    private const int ResolutionExponentMax = 19;

    private readonly List<CaptureInterface> interfaces = [];
    private bool isFirst = true;
    private DateTimeOffset lastTime = DateTimeOffset.UnixEpoch;

    public bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        while (TryReadBlock(out uint type, out var body))
        {
            bool isPacket = type switch
            {
                EnhancedPacketBlock => TryEnhanced(body, out packet),
                SimplePacketBlock => TrySimple(body, out packet),
                ObsoletePacketBlock => TryObsolete(body, out packet),
                _ => false,
            };
            if (isPacket)
            {
                lastTime = packet.Time;
                return true;
            }

            if (input.Damage is not null)
            {
                return false;
            }
        }

        return false;
    }

    private bool TryReadBlock(out uint type, out ReadOnlyMemory<byte> body)
    {
        type = SectionHeaderBlock;
        body = default;
        if (!isFirst)
        {
            if (input.Take(4, mayEnd: true) is not { } typeBytes)
            {
                return false;
            }

            // The type of a section header reads the same in both orders; it must be known before its order is.
            type = input.Long(typeBytes.Span);
        }

        isFirst = false;
        if (input.Take(4) is not { } lengthBytes)
        {
            return false;
        }

        return type == SectionHeaderBlock ? TryReadSection(lengthBytes) : TryReadBody(type, input.Long(lengthBytes.Span), 8, out body);
    }

    private bool TryReadSection(ReadOnlyMemory<byte> lengthBytes)
    {
        uint length = BinaryPrimitives.ReadUInt32BigEndian(lengthBytes.Span);
        if (input.Take(4) is not { } magic)
        {
            return false;
        }

        input.IsBigEndian = BinaryPrimitives.ReadUInt32BigEndian(magic.Span) == ByteOrderMagic;
        if (input.Long(magic.Span) != ByteOrderMagic)
        {
            input.Fail($"expected the byte-order magic {ByteOrderMagic:X8} in a section header");
            return false;
        }

        interfaces.Clear();
        return TryReadBody(
            SectionHeaderBlock, input.IsBigEndian ? length : BinaryPrimitives.ReverseEndianness(length), FrameBytes, out _);
    }

    private bool TryReadBody(uint type, uint length, int taken, out ReadOnlyMemory<byte> body)
    {
        body = default;
        if (length < taken + 4 || length % 4 != 0 || length > CaptureInput.PieceBytesMax)
        {
            input.Fail($"expected a block of {taken + 4} to {CaptureInput.PieceBytesMax} bytes in steps of 4, got {length}");
            return false;
        }

        if (input.Take((int)length - taken) is not { } rest)
        {
            return false;
        }

        uint repeated = input.Long(rest.Span[^4..]);
        if (repeated != length)
        {
            input.Fail($"expected the length {length} to be repeated at the end of the block, got {repeated}");
            return false;
        }

        body = rest[..^4];
        if (type == InterfaceBlock)
        {
            AddInterface(body.Span);
        }

        return input.Damage is null;
    }

    private void AddInterface(ReadOnlySpan<byte> body)
    {
        if (body.Length < 8 || interfaces.Count == InterfacesMax)
        {
            input.Fail($"expected an interface of at least 8 bytes, and at most {InterfacesMax} of them");
            return;
        }

        UInt128 unitsPerSecond = 1_000_000;
        long offsetSeconds = 0;
        var options = body[8..];
        while (options.Length >= 4 && input.Word(options) != OptionEnd)
        {
            ushort code = input.Word(options);
            int bytes = input.Word(options[2..]);
            int padded = 4 + ((bytes + 3) & ~3);
            if (padded > options.Length)
            {
                input.Fail("expected the options of an interface to end inside it");
                return;
            }

            var value = options.Slice(4, bytes);
            if (code == OptionResolution && bytes == 1)
            {
                unitsPerSecond = Resolution(value[0]);
            }
            else if (code == OptionOffset && bytes == 8)
            {
                offsetSeconds = input.IsBigEndian
                    ? BinaryPrimitives.ReadInt64BigEndian(value)
                    : BinaryPrimitives.ReadInt64LittleEndian(value);
            }

            options = options[padded..];
        }

        interfaces.Add(new CaptureInterface((LinkType)input.Word(body), input.Long(body[4..]), unitsPerSecond, offsetSeconds));
    }

    // Finer resolutions than any clock has are held at the finest that 64 bits can count.
    private static UInt128 Resolution(byte option)
    {
        int exponent = option & 0x7F;
        if ((option & 0x80) != 0)
        {
            return UInt128.One << Math.Min(exponent, 63);
        }

        UInt128 units = 1;
        for (int i = Math.Min(exponent, ResolutionExponentMax); i > 0; i--)
        {
            units *= 10;
        }

        return units;
    }

    private bool TryEnhanced(ReadOnlyMemory<byte> body, out CapturedPacket packet)
    {
        packet = default;
        return HasHeader(body, 20) && TryTimed(body, input.Long(body.Span), 4, out packet);
    }

    private bool TryObsolete(ReadOnlyMemory<byte> body, out CapturedPacket packet)
    {
        packet = default;
        return HasHeader(body, 20) && TryTimed(body, input.Word(body.Span), 4, out packet);
    }

    private bool TryTimed(ReadOnlyMemory<byte> body, uint number, int timeAt, out CapturedPacket packet)
    {
        packet = default;
        var span = body.Span[timeAt..];
        uint bytes = input.Long(span[8..]);
        uint originalBytes = input.Long(span[12..]);
        var content = body[(timeAt + 16)..];
        if (!TryInterface(number, out var captured) || !Fits(bytes, content))
        {
            return false;
        }

        ulong time = ((ulong)input.Long(span) << 32) | input.Long(span[4..]);
        packet = CapturedPacket.Of(captured.TimeOf(time), captured.Link, content[..(int)bytes], originalBytes);
        return true;
    }

    private bool TrySimple(ReadOnlyMemory<byte> body, out CapturedPacket packet)
    {
        packet = default;
        if (!HasHeader(body, 4) || !TryInterface(0, out var captured))
        {
            return false;
        }

        uint originalBytes = input.Long(body.Span);
        uint bytes = captured.SnapBytes > 0 ? Math.Min(originalBytes, captured.SnapBytes) : originalBytes;
        var content = body[4..];

        if (!Fits(bytes, content))
        {
            return false;
        }

        packet = CapturedPacket.Of(lastTime, captured.Link, content[..(int)bytes], originalBytes);
        return true;
    }

    private bool HasHeader(ReadOnlyMemory<byte> body, int bytes)
    {
        if (body.Length < bytes)
        {
            input.Fail($"expected a packet block of at least {bytes} bytes, got {body.Length}");
        }

        return body.Length >= bytes;
    }

    private bool TryInterface(uint number, out CaptureInterface captured)
    {
        captured = default;
        if (number >= interfaces.Count)
        {
            input.Fail($"expected a packet of one of the section's {interfaces.Count} interfaces, got number {number}");
            return false;
        }

        captured = interfaces[(int)number];
        return true;
    }

    private bool Fits(uint bytes, ReadOnlyMemory<byte> content)
    {
        if (bytes > content.Length)
        {
            input.Fail($"expected {bytes} bytes of a packet in its block, got {content.Length}");
        }

        return bytes <= content.Length;
    }
}
