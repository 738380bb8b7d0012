using System.Buffers.Binary;
using System.Text;

namespace OtEdge.Conduits.Replaying;

/// <summary>Writes one pcapng section of Ethernet packets with comments (draft-ietf-opsawg-pcapng cl. 4).</summary>
public sealed class PcapngWriter
{
    private const uint SectionHeaderBlock = 0x0A0D0D0A;
    private const uint InterfaceBlock = 1;
    private const uint EnhancedPacketBlock = 6;
    private const uint ByteOrderMagic = 0x1A2B3C4D;
    private const ushort OptionEnd = 0;
    private const ushort OptionComment = 1;
    private const ushort OptionResolution = 9;

    // 10^-7 s: a packet's time is kept as exactly as the clock tells it.
    private const byte Resolution = 7;
    private const int CommentBytesMax = 16 * 1024;
    private readonly Stream stream;
    private readonly List<byte> block = [];

    /// <summary>Begins a section.</summary>
    /// <param name="stream">Where it goes; sections may follow one another in a file.</param>
    /// <param name="comment">What is said of the section.</param>
    /// <exception cref="IOException">The stream fails.</exception>
    public PcapngWriter(Stream stream, string comment)
    {
        this.stream = stream;
        Long(ByteOrderMagic);
        Word(1);
        Word(0);
        Long(uint.MaxValue);
        Long(uint.MaxValue);
        Option(OptionComment, Text(comment));
        Flush(SectionHeaderBlock);
        Word((ushort)LinkType.Ethernet);
        Word(0);
        Long(0);
        Option(OptionResolution, [Resolution]);
        Flush(InterfaceBlock);
    }

    /// <summary>Writes a packet.</summary>
    /// <param name="time">When it was seen, not before 1970.</param>
    /// <param name="packet">From its Ethernet header on.</param>
    /// <param name="comment">What is said of it; null: nothing.</param>
    /// <exception cref="IOException">The stream fails.</exception>
    public void Write(DateTimeOffset time, ReadOnlySpan<byte> packet, string? comment)
    {
        long ticks = (time - DateTimeOffset.UnixEpoch).Ticks;
        Long(0);
        Long((uint)(ticks >> 32));
        Long((uint)(ticks & uint.MaxValue));
        Long((uint)packet.Length);
        Long((uint)packet.Length);
        Padded(packet);
        if (comment is not null)
        {
            Option(OptionComment, Text(comment));
        }

        Flush(EnhancedPacketBlock);
    }

    private static byte[] Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= CommentBytesMax ? bytes : bytes[..CommentBytesMax];
    }

    private void Option(ushort code, ReadOnlySpan<byte> value)
    {
        Word(code);
        Word((ushort)value.Length);
        Padded(value);
        Word(OptionEnd);
        Word(0);
    }

    private void Flush(uint type)
    {
        Span<byte> frame = stackalloc byte[2 * sizeof(uint)];
        uint length = (uint)block.Count + 12;
        BinaryPrimitives.WriteUInt32LittleEndian(frame, type);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[sizeof(uint)..], length);
        stream.Write(frame);
        stream.Write(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(block));
        stream.Write(frame[sizeof(uint)..]);
        block.Clear();
    }

    private void Padded(ReadOnlySpan<byte> bytes)
    {
        block.AddRange(bytes);
        for (int i = bytes.Length; i % sizeof(uint) != 0; i++)
        {
            block.Add(0);
        }
    }

    private void Word(ushort value)
    {
        block.Add((byte)(value & 0xFF));
        block.Add((byte)(value >> 8));
    }

    private void Long(uint value)
    {
        Word((ushort)(value & ushort.MaxValue));
        Word((ushort)(value >> 16));
    }
}
