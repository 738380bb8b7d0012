using System.Buffers.Binary;
using System.Net;
using OtEdge.Conduits.Replaying;

namespace OtEdge.Tests.Replaying;

/// <summary>A TCP segment that a test sends, and its bytes behind any link.</summary>
internal sealed record TestPacket
{
    public const byte Fin = 0x01;
    public const byte Syn = 0x02;
    public const byte Rst = 0x04;
    public const byte Ack = 0x10;

    public IPEndPoint From { get; init; } = new(IPAddress.Parse("10.20.0.11"), 40_000);

    public IPEndPoint To { get; init; } = new(IPAddress.Parse("10.10.0.10"), 502);

    public uint Sequence { get; init; }

    public uint Acknowledged { get; init; }

    public byte Flags { get; init; } = Ack;

    public byte[] Payload { get; init; } = [];

    public byte[] Tcp()
    {
        byte[] bytes = new byte[20 + Payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)From.Port);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)To.Port);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), Acknowledged);
        bytes[12] = 0x50;
        bytes[13] = Flags;
        Payload.CopyTo(bytes, 20);
        return bytes;
    }

    public byte[] IPv4(ushort fragment = 0, int lengthOnWire = -1)
    {
        byte[] tcp = Tcp();
        byte[] header = new byte[20];
        header[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(lengthOnWire < 0 ? 20 + tcp.Length : lengthOnWire));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(6), fragment);
        header[9] = 6;
        From.Address.GetAddressBytes().CopyTo(header, 12);
        To.Address.GetAddressBytes().CopyTo(header, 16);
        return [.. header, .. tcp];
    }

    public byte[] IPv6(byte next = 6, byte[]? extensions = null)
    {
        byte[] rest = [.. extensions ?? [], .. Tcp()];
        byte[] header = new byte[40];
        header[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)rest.Length);
        header[6] = next;
        From.Address.GetAddressBytes().CopyTo(header, 8);
        To.Address.GetAddressBytes().CopyTo(header, 24);
        return [.. header, .. rest];
    }

    public byte[] Ethernet(params byte[] tags) => [.. new byte[12], .. tags, 0x08, 0x00, .. IPv4()];

    public TcpSegment Segment(DateTimeOffset time = default)
    {
        var packet = new CapturedPacket(time, LinkType.RawIp, IPv4());
        return PacketReader.Read(packet, out var segment) == PacketKind.Tcp
            ? segment
            : throw new InvalidOperationException("the test packet is no TCP segment");
    }
}
