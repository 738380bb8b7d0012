using System.Net;
using OtEdge.Conduits.Replaying;
using Xunit;

namespace OtEdge.Tests.Replaying;

public sealed class PacketReaderTests
{
    private static readonly TestPacket V4 = new() { Sequence = 7, Acknowledged = 9, Payload = [1, 2, 3] };

    private static readonly TestPacket V6 = V4 with
    {
        From = new IPEndPoint(IPAddress.Parse("fd00::1"), 40_000),
        To = new IPEndPoint(IPAddress.Parse("fd00::2"), 502),
    };

    public static TheoryData<LinkType, byte[]> LinksOfIPv4 => new()
    {
        { LinkType.Ethernet, V4.Ethernet() },
        { LinkType.Ethernet, V4.Ethernet(0x81, 0x00, 0x00, 0x05) },
        { LinkType.Ethernet, V4.Ethernet(0x88, 0xA8, 0x00, 0x05, 0x81, 0x00, 0x00, 0x06) },
        { LinkType.Ethernet, [.. V4.Ethernet(), 0, 0, 0, 0, 0, 0] },
        { LinkType.RawIp, V4.IPv4() },
        { LinkType.RawBsd, V4.IPv4() },
        { LinkType.RawOpenBsd, V4.IPv4() },
        { LinkType.IPv4, V4.IPv4() },
        { LinkType.IPv4, V4.IPv4(lengthOnWire: 0) },
        { LinkType.Null, [2, 0, 0, 0, .. V4.IPv4()] },
        { LinkType.Null, [0, 0, 0, 2, .. V4.IPv4()] },
        { LinkType.Loop, [0, 0, 0, 2, .. V4.IPv4()] },
        { LinkType.LinuxCooked, [.. new byte[14], 0x08, 0x00, .. V4.IPv4()] },
        { LinkType.LinuxCooked2, [0x08, 0x00, .. new byte[18], .. V4.IPv4()] },
    };

    public static TheoryData<LinkType, byte[]> LinksOfIPv6 => new()
    {
        { LinkType.Ethernet, [.. new byte[12], 0x86, 0xDD, .. V6.IPv6()] },
        { LinkType.RawIp, V6.IPv6() },
        { LinkType.IPv6, V6.IPv6(0, [6, 0, 0, 0, 0, 0, 0, 0]) },
        { LinkType.IPv6, V6.IPv6(60, [51, 0, 0, 0, 0, 0, 0, 0, 6, 1, .. new byte[10]]) },
        { LinkType.IPv6, V6.IPv6(44, [6, 0, 0, 0, 0, 0, 0, 9]) },
        { LinkType.Null, [30, 0, 0, 0, .. V6.IPv6()] },
        { LinkType.LinuxCooked, [.. new byte[14], 0x86, 0xDD, .. V6.IPv6()] },
    };

    [Theory]
    [MemberData(nameof(LinksOfIPv4))]
    public void A_segment_is_found_behind_every_link(LinkType link, byte[] bytes) =>
        Assert.Equal("10.20.0.11:40000 > 10.10.0.10:502 7 9 010203+0", Read(link, bytes));

    [Theory]
    [MemberData(nameof(LinksOfIPv6))]
    public void A_segment_is_found_in_IPv6_behind_its_extensions(LinkType link, byte[] bytes) =>
        Assert.Equal("[fd00::1]:40000 > [fd00::2]:502 7 9 010203+0", Read(link, bytes));

    [Theory]
    [InlineData(0x2000)]
    [InlineData(0x0001)]
    [InlineData(0x2010)]
    public void A_fragment_of_IPv4_is_named(ushort fragment) => Assert.Equal("Fragment", Read(LinkType.RawIp, V4.IPv4(fragment)));

    [Fact]
    public void A_fragment_of_IPv6_is_named() =>
        Assert.Equal("Fragment", Read(LinkType.RawIp, V6.IPv6(44, [6, 0, 0, 1, 0, 0, 0, 9])));

    [Fact]
    public void What_the_capture_left_out_of_a_segment_is_counted()
    {
        byte[] bytes = V4.IPv4();

        Assert.Equal("10.20.0.11:40000 > 10.10.0.10:502 7 9 01+2", Read(LinkType.RawIp, bytes[..^2], missingBytes: 2));
    }

    [Fact]
    public void A_length_that_was_never_on_the_wire_is_not_believed() =>
        Assert.Equal(
            "10.20.0.11:40000 > 10.10.0.10:502 7 9 010203+0", Read(LinkType.RawIp, V4.IPv4(lengthOnWire: 60_000)));

    [Theory]
    [InlineData(LinkType.Ethernet, "0000000000000000000000000806")]
    [InlineData(LinkType.RawIp, "450000140000000040110000000000000000000000")]
    public void Something_else_than_TCP_is_left_out(LinkType link, string hex) =>
        Assert.Equal("Other", Read(link, Convert.FromHexString(hex)));

    [Fact]
    public void An_unknown_link_is_said() => Assert.Equal("UnknownLink", Read((LinkType)147, V4.IPv4()));

    [Fact]
    public void A_packet_cut_anywhere_is_damaged_or_lacks_its_end()
    {
        foreach (var (link, bytes) in LinksOfIPv4.Concat(LinksOfIPv6).Select(row => row.Data))
        {
            for (int cut = 0; cut < bytes.Length; cut++)
            {
                var packet = new CapturedPacket(default, link, bytes.AsMemory(0, cut), bytes.Length - cut);
                var kind = PacketReader.Read(packet, out var segment);
                Assert.True(kind == PacketKind.Damaged || segment.Payload.Length + segment.MissingBytes <= 3 + 6, $"{link} {cut}");
            }
        }
    }

    private static string Read(LinkType link, byte[] bytes, int missingBytes = 0)
    {
        var kind = PacketReader.Read(new CapturedPacket(default, link, bytes, missingBytes), out var segment);
        return kind != PacketKind.Tcp
            ? $"{kind}"
            : $"{segment.Source} > {segment.Destination} {segment.Sequence} {segment.Acknowledged} "
                + $"{Convert.ToHexString(segment.Payload)}+{segment.MissingBytes}";
    }
}
