using System.Buffers.Binary;

namespace OtEdge.Conduits.Replaying;

/// <summary>Finds the TCP segment in a captured packet, through link and IP headers; never reads beyond what was captured.</summary>
public static class PacketReader
{
    private const ushort EtherTypeIPv4 = 0x0800;
    private const ushort EtherTypeIPv6 = 0x86DD;
    private const int VlanTagsMax = 4;
    private const int ExtensionsMax = 8;
    private const byte ProtocolTcp = 6;

    /// <summary>Reads one packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="segment">The segment, for <see cref="PacketKind.Tcp"/>.</param>
    /// <returns>What the packet is.</returns>
    public static PacketKind Read(CapturedPacket packet, out TcpSegment segment)
    {
        segment = default;
        var bytes = packet.Bytes.Span;
        switch (packet.Link)
        {
            case LinkType.Ethernet:
                return EtherType(packet, bytes, 12, 14, out segment);
            case LinkType.LinuxCooked:
                return EtherType(packet, bytes, 14, 16, out segment);
            case LinkType.LinuxCooked2:
                return EtherType(packet, bytes, 0, 20, out segment);
            case LinkType.RawIp or LinkType.RawBsd or LinkType.RawOpenBsd or LinkType.IPv4 or LinkType.IPv6:
                return Ip(packet, bytes, out segment);
            case LinkType.Null or LinkType.Loop:
                // The address family differs between systems; the IP version behind it does not.
                return bytes.Length < 4 ? PacketKind.Damaged : Ip(packet, bytes[4..], out segment);
            default:
                return PacketKind.UnknownLink;
        }
    }

    private static PacketKind EtherType(
        CapturedPacket packet, ReadOnlySpan<byte> bytes, int typeAt, int payloadAt, out TcpSegment segment)
    {
        segment = default;
        if (bytes.Length < payloadAt)
        {
            return PacketKind.Damaged;
        }

        ushort type = BinaryPrimitives.ReadUInt16BigEndian(bytes[typeAt..]);
        var rest = bytes[payloadAt..];
        for (int tags = 0; type is 0x8100 or 0x88A8 or 0x9100; tags++)
        {
            if (rest.Length < 4 || tags == VlanTagsMax)
            {
                return PacketKind.Damaged;
            }

            type = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            rest = rest[4..];
        }

        return type is EtherTypeIPv4 or EtherTypeIPv6 ? Ip(packet, rest, out segment) : PacketKind.Other;
    }

    private static PacketKind Ip(CapturedPacket packet, ReadOnlySpan<byte> bytes, out TcpSegment segment)
    {
        segment = default;
        return bytes.IsEmpty ? PacketKind.Damaged : (bytes[0] >> 4) switch
        {
            4 => IPv4(packet, bytes, out segment),
            6 => IPv6(packet, bytes, out segment),
            _ => PacketKind.Damaged,
        };
    }

    private static PacketKind IPv4(CapturedPacket packet, ReadOnlySpan<byte> bytes, out TcpSegment segment)
    {
        segment = default;
        int headerBytes = (bytes[0] & 0x0F) * 4;
        if (headerBytes < 20 || bytes.Length < headerBytes)
        {
            return PacketKind.Damaged;
        }

        if (bytes[9] != ProtocolTcp)
        {
            return PacketKind.Other;
        }

        // More fragments to come, or an offset: a part of a packet.
        if ((BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x3FFF) != 0)
        {
            return PacketKind.Fragment;
        }

        int totalBytes = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        if (totalBytes == 0)
        {
            // The network card was to cut the packet up and fill in the length: all that was captured is data.
            totalBytes = bytes.Length;
        }

        return Tcp(packet, bytes[headerBytes..], totalBytes - headerBytes, bytes.Slice(12, 4), bytes.Slice(16, 4), out segment);
    }

    private static PacketKind IPv6(CapturedPacket packet, ReadOnlySpan<byte> bytes, out TcpSegment segment)
    {
        segment = default;
        if (bytes.Length < 40)
        {
            return PacketKind.Damaged;
        }

        int payloadBytes = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        byte next = bytes[6];
        var rest = bytes[40..];
        if (payloadBytes == 0)
        {
            payloadBytes = rest.Length;
        }

        for (int extensions = 0; next is 0 or 43 or 44 or 51 or 60; extensions++)
        {
            if (rest.Length < 8 || extensions == ExtensionsMax)
            {
                return PacketKind.Damaged;
            }

            if (next == 44 && (BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) & 0xFFF9) != 0)
            {
                return PacketKind.Fragment;
            }

            int headerBytes = next switch { 44 => 8, 51 => (rest[1] + 2) * 4, _ => (rest[1] + 1) * 8 };
            if (rest.Length < headerBytes)
            {
                return PacketKind.Damaged;
            }

            next = rest[0];
            rest = rest[headerBytes..];
            payloadBytes -= headerBytes;
        }

        return next == ProtocolTcp
            ? Tcp(packet, rest, payloadBytes, bytes.Slice(8, 16), bytes.Slice(24, 16), out segment)
            : PacketKind.Other;
    }

    private static PacketKind Tcp(
        CapturedPacket packet,
        ReadOnlySpan<byte> bytes,
        int sentBytes,
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> destination,
        out TcpSegment segment)
    {
        segment = default;
        if (bytes.Length < 20)
        {
            return PacketKind.Damaged;
        }

        int headerBytes = (bytes[12] >> 4) * 4;
        if (headerBytes < 20 || headerBytes > bytes.Length || headerBytes > sentBytes)
        {
            return PacketKind.Damaged;
        }

        // Behind the packet there may be padding of the link; before its end the capture may have stopped. An IP header that
        // tells of more than was on the wire is not believed: what it makes up would hide what comes after.
        int payloadBytes = sentBytes - headerBytes;
        int capturedBytes = Math.Min(payloadBytes, bytes.Length - headerBytes);
        segment = new TcpSegment
        {
            Time = packet.Time,
            Source = CapturedEndpoint.Of(source, BinaryPrimitives.ReadUInt16BigEndian(bytes)),
            Destination = CapturedEndpoint.Of(destination, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
            Sequence = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            Acknowledged = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
            Flags = bytes[13],
            Payload = bytes.Slice(headerBytes, capturedBytes),
            MissingBytes = Math.Min(payloadBytes - capturedBytes, packet.MissingBytes),
        };
        return PacketKind.Tcp;
    }
}
