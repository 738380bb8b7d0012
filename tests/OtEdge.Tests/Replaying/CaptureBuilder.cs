using System.Buffers.Binary;
using OtEdge.Conduits.Replaying;

namespace OtEdge.Tests.Replaying;

/// <summary>Writes captures byte by byte, in any of the formats that are read.</summary>
internal sealed class CaptureBuilder(bool isBigEndian = false)
{
    private readonly List<byte> bytes = [];

    public byte[] Bytes => [.. bytes];

    public CaptureBuilder Pcap(LinkType link, uint magic = 0xA1B2C3D4) =>
        Long(magic).Word(2).Word(4).Long(0).Long(0).Long(65535).Long((uint)link);

    public CaptureBuilder PcapPacket(uint seconds, uint fraction, byte[] content, int originalBytes = -1) =>
        Long(seconds).Long(fraction).Long((uint)content.Length)
            .Long((uint)(originalBytes < 0 ? content.Length : originalBytes)).Raw(content);

    public CaptureBuilder Section() => Block(0x0A0D0D0A, b => b.Long(0x1A2B3C4D).Word(1).Word(0).Long(~0u).Long(~0u));

    public CaptureBuilder Interface(LinkType link, uint snapBytes = 0, byte[]? options = null) =>
        Block(1, b => b.Word((ushort)link).Word(0).Long(snapBytes).Raw(options ?? []));

    public CaptureBuilder Enhanced(uint number, ulong time, byte[] content) =>
        Block(6, b => b.Long(number).Long((uint)(time >> 32)).Long((uint)(time & uint.MaxValue))
            .Long((uint)content.Length).Long((uint)content.Length).Raw(content));

    public CaptureBuilder Obsolete(ushort number, ulong time, byte[] content) =>
        Block(2, b => b.Word(number).Word(0).Long((uint)(time >> 32)).Long((uint)(time & uint.MaxValue))
            .Long((uint)content.Length).Long((uint)content.Length).Raw(content));

    public CaptureBuilder Simple(byte[] content, int originalBytes) =>
        Block(3, b => b.Long((uint)originalBytes).Raw(content));

    public CaptureBuilder Block(uint type, Action<CaptureBuilder> fill)
    {
        var body = new CaptureBuilder(isBigEndian);
        fill(body);
        byte[] padding = new byte[-body.bytes.Count & 3];
        uint length = (uint)(12 + body.bytes.Count + padding.Length);
        return Long(type).Long(length).Raw(body.Bytes).Raw(padding).Long(length);
    }

    public CaptureBuilder Raw(byte[] content)
    {
        bytes.AddRange(content);
        return this;
    }

    public CaptureBuilder Word(ushort value)
    {
        byte[] content = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(content, isBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return Raw(content);
    }

    public CaptureBuilder Long(uint value)
    {
        byte[] content = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(content, isBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return Raw(content);
    }
}
