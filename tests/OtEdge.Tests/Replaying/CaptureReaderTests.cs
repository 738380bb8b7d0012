using OtEdge.Conduits.Replaying;
using Xunit;

namespace OtEdge.Tests.Replaying;

public sealed class CaptureReaderTests
{
    private static readonly DateTimeOffset Time = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero).AddTicks(1_234_560);

    private static readonly uint Seconds = (uint)Time.ToUnixTimeSeconds();

    private static readonly ulong Microseconds = ((ulong)Seconds * 1_000_000) + 123_456;

    [Theory]
    [InlineData(false, 0xA1B2C3D4, 123_456)]
    [InlineData(true, 0xA1B2C3D4, 123_456)]
    [InlineData(false, 0xA1B23C4D, 123_456_000)]
    [InlineData(true, 0xA1B23C4D, 123_456_000)]
    public void Pcap_is_read_in_either_byte_order_and_resolution(bool isBigEndian, uint magic, uint fraction)
    {
        byte[] capture = new CaptureBuilder(isBigEndian)
            .Pcap(LinkType.Ethernet, magic)
            .PcapPacket(Seconds, fraction, [1, 2, 3])
            .PcapPacket(Seconds, fraction, [4], originalBytes: 10)
            .Bytes;

        Assert.Equal([$"{Time:O} Ethernet 010203+0", $"{Time:O} Ethernet 04+9"], Read(capture));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pcapng_is_read_in_either_byte_order_and_with_every_kind_of_packet_block(bool isBigEndian)
    {
        byte[] capture = new CaptureBuilder(isBigEndian)
            .Section()
            .Interface(LinkType.LinuxCooked2, snapBytes: 2)
            .Interface(LinkType.RawIp)
            .Block(5, statistics => statistics.Long(0))
            .Enhanced(0, Microseconds, [1, 2, 3])
            .Obsolete(1, Microseconds, [4, 5, 6, 7])
            .Simple([8, 9], originalBytes: 5)
            .Bytes;

        Assert.Equal(
            [$"{Time:O} LinuxCooked2 010203+0", $"{Time:O} RawIp 04050607+0", $"{Time:O} LinuxCooked2 0809+3"], Read(capture));
    }

    [Fact]
    public void Sections_of_both_byte_orders_may_follow_each_other_and_have_their_own_interfaces()
    {
        byte[] capture =
        [
            .. new CaptureBuilder(true).Section().Interface(LinkType.Ethernet).Enhanced(0, Microseconds, [1]).Bytes,
            .. new CaptureBuilder().Section().Interface(LinkType.RawIp).Enhanced(0, Microseconds, [2]).Bytes,
        ];

        Assert.Equal([$"{Time:O} Ethernet 01+0", $"{Time:O} RawIp 02+0"], Read(capture));
    }

    [Fact]
    public void Resolution_and_offset_of_an_interface_are_kept_to()
    {
        byte[] nanoseconds = [9, 0, 1, 0, 9, 0, 0, 0];
        byte[] halvesOfSeconds = [9, 0, 1, 0, 0x81, 0, 0, 0];
        byte[] tenSecondsLater = [14, 0, 8, 0, 10, 0, 0, 0, 0, 0, 0, 0];
        byte[] capture = new CaptureBuilder()
            .Section()
            .Interface(LinkType.RawIp, options: nanoseconds)
            .Interface(LinkType.RawIp, options: [.. halvesOfSeconds, .. tenSecondsLater])
            .Enhanced(0, Microseconds * 1000, [1])
            .Enhanced(1, 3, [2])
            .Enhanced(0, ulong.MaxValue, [3])
            .Bytes;

        var end = DateTimeOffset.UnixEpoch.AddTicks((long)(ulong.MaxValue / 100));
        Assert.Equal(
            [$"{Time:O} RawIp 01+0", $"{DateTimeOffset.UnixEpoch.AddSeconds(11.5):O} RawIp 02+0", $"{end:O} RawIp 03+0"],
            Read(capture));
    }

    [Theory]
    [InlineData("", "byte 0: the capture ends inside a packet: 4 bytes are missing")]
    [InlineData("504B0304", "byte 4: expected a pcap or pcapng capture, which begins with another number than 504B0304")]
    [InlineData("0A0D0D0A1C00000011111111", "byte 12: expected the byte-order magic 1A2B3C4D in a section header")]
    [InlineData("0A0D0D0A0E0000004D3C2B1A", "byte 12: expected a block of 16 to 266240 bytes in steps of 4, got 14")]
    public void What_is_no_capture_is_said(string hex, string damage)
    {
        var reader = new CaptureReader(new MemoryStream(Convert.FromHexString(hex)));

        Assert.False(reader.TryRead(out _));
        Assert.Equal(damage, reader.Damage);
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void A_packet_of_an_interface_that_is_not_there_is_damage()
    {
        byte[] capture = new CaptureBuilder().Section().Interface(LinkType.RawIp).Enhanced(1, 0, [1]).Bytes;

        var reader = new CaptureReader(new MemoryStream(capture));

        Assert.False(reader.TryRead(out _));
        Assert.Contains("expected a packet of one of the section's 1 interfaces, got number 1", reader.Damage);
    }

    [Fact]
    public void An_absurd_length_is_damage_and_takes_no_memory()
    {
        byte[] capture = new CaptureBuilder().Pcap(LinkType.RawIp).Long(0).Long(0).Long(uint.MaxValue).Long(0).Bytes;

        var reader = new CaptureReader(new MemoryStream(capture));

        Assert.False(reader.TryRead(out _));
        Assert.Contains("expected a packet of at most 266240 bytes, got 4294967295", reader.Damage);
    }

    [Fact]
    public void A_capture_cut_anywhere_gives_the_packets_before_the_cut()
    {
        byte[][] captures =
        [
            new CaptureBuilder().Pcap(LinkType.RawIp).PcapPacket(1, 2, [1, 2]).PcapPacket(3, 4, [3]).Bytes,
            new CaptureBuilder().Section().Interface(LinkType.RawIp).Enhanced(0, 1, [1, 2]).Simple([3], 1).Bytes,
        ];
        foreach (byte[] capture in captures)
        {
            var whole = Read(capture);
            for (int cut = 0; cut < capture.Length; cut++)
            {
                var reader = new CaptureReader(new MemoryStream(capture, 0, cut));
                var packets = All(reader);
                Assert.Equal(whole.Take(packets.Count), packets);
                Assert.True(packets.Count < whole.Count);
            }
        }
    }

    [Fact]
    public void A_stream_that_gives_one_byte_at_a_time_is_read_the_same()
    {
        byte[] capture = new CaptureBuilder().Section().Interface(LinkType.RawIp).Enhanced(0, 1, [1, 2]).Simple([3], 1).Bytes;

        Assert.Equal(Read(capture), All(new CaptureReader(new OneByteStream(capture))));
    }

    private static List<string> Read(byte[] capture)
    {
        var reader = new CaptureReader(new MemoryStream(capture));
        var packets = All(reader);
        Assert.Null(reader.Damage);
        return packets;
    }

    private static List<string> All(CaptureReader reader)
    {
        var packets = new List<string>();
        while (reader.TryRead(out var packet))
        {
            packets.Add($"{packet.Time:O} {packet.Link} {Convert.ToHexString(packet.Bytes.Span)}+{packet.MissingBytes}");
        }

        return packets;
    }

    private sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);
    }
}
