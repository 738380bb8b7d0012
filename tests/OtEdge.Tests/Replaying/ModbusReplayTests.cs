using OtEdge.Conduits.Replaying;
using Xunit;

namespace OtEdge.Tests.Replaying;

public sealed class ModbusReplayTests
{
    private const string Read1 = "000100000006010300000001";
    private const string Reply1 = "00010000000501030200AA";
    private const string Read2 = "000200000006010300050001";
    private const string Reply2 = "00020000000501030200BB";

    private readonly RecordingReplaySink sink = new();
    private readonly CaptureBuilder capture = new CaptureBuilder().Pcap(LinkType.RawIp);
    private uint client = 100;
    private uint device = 500;
    private uint second;

    [Fact]
    public void Requests_and_replies_are_found_and_paired()
    {
        Begin();
        FromClient(Read1 + Read2);
        FromDevice(Reply2);
        FromDevice(Reply1);

        var totals = Run();

        Assert.Equal(
            [$"1 request {Read1}", $"1 request {Read2}", $"1 reply {Reply2} Ok", $"1 reply {Reply1} Ok"], sink.Lines);
        Assert.Equal((2, 2, 2, 1), (totals.Requests, totals.Responses, totals.Pairs, totals.Connections));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(11)]
    public void A_frame_in_pieces_is_one_frame(int bytes)
    {
        Begin();
        foreach (char[] piece in (Read1 + Read2).Chunk(bytes * 2))
        {
            FromClient(new string(piece));
        }

        Run();
        Assert.Equal([$"1 request {Read1}", $"1 request {Read2}"], sink.Lines);
    }

    [Theory]
    [InlineData(TestPacket.Fin | TestPacket.Ack)]
    [InlineData(TestPacket.Rst)]
    public void A_connection_closed_in_the_middle_of_a_frame_has_cut_it(int flags)
    {
        Begin();
        FromClient(Read1 + Read2[..10]);
        Packet(true, [], flags);
        Packet(false, [], TestPacket.Fin | TestPacket.Ack);

        Assert.Equal((1, 1, 0), (Run().CutFrames, sink.Lines.Count, sink.Lines.Count(line => line.Contains("fault", StringComparison.Ordinal))));
    }

    [Fact]
    public void After_a_gap_the_next_segment_that_begins_a_frame_is_read()
    {
        Begin();
        FromClient(Read1[..10]);
        client += 7;
        FromClient("FFFFFFFFFFFFFFFF");
        FromClient(Read2);

        var totals = Run();

        Assert.Equal([$"1 request {Read2}"], sink.Lines);
        Assert.Equal((1, 7, 1, 1), (totals.Gaps, totals.MissingBytes, totals.CutFrames, totals.SkippedSegments));
    }

    [Fact]
    public void A_capture_that_begins_in_the_middle_is_read_from_the_first_segment_that_begins_a_frame()
    {
        FromClient("FFFFFFFFFFFFFFFF");
        FromClient(Read1);

        Assert.Equal((1, 0), (Run().SkippedSegments, sink.Lines.Count(line => line.Contains("fault", StringComparison.Ordinal))));
        Assert.Equal([$"1 request {Read1}"], sink.Lines);
    }

    [Fact]
    public void After_a_fault_a_capture_goes_on_with_the_next_segment()
    {
        Begin();
        FromClient("00010001000601030000000100");
        FromClient(Read2);
        FromDevice(Reply2);

        var totals = Run();

        Assert.Equal(
            ["1 Client fault ProtocolId 00010001000601030000000100", $"1 request {Read2}", $"1 reply {Reply2} Ok"], sink.Lines);
        Assert.Equal((1, 1), (totals.Faults, totals.Pairs));
    }

    [Fact]
    public void A_malformed_request_has_its_reply_but_no_check()
    {
        Begin();
        FromClient("000100000006010300000000");
        FromDevice("000100000003018303");

        Assert.Equal((1, 1), (Run().MalformedRequests, sink.Lines.Count(line => line.EndsWith("unchecked", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(11, 0)]
    public void A_reply_pairs_only_within_the_wait(uint seconds, int pairs)
    {
        Begin();
        FromClient(Read1);
        second += seconds;
        FromDevice(Reply1);

        Assert.Equal(pairs, Run().Pairs);
    }

    [Fact]
    public void Only_so_many_requests_without_reply_are_remembered()
    {
        Begin();
        FromClient(Read1);
        FromClient(Read2);
        FromDevice(Reply1);
        FromDevice(Reply2);

        Assert.Equal(1, Run(new ModbusReplayOptions { PendingMax = 1 }).Pairs);
    }

    [Fact]
    public void Another_device_port_may_be_asked_for()
    {
        Begin();
        FromClient(Read1);

        Assert.Equal((0, 0), (Run(new ModbusReplayOptions { DevicePort = 1502 }).Connections, sink.Lines.Count));
    }

    [Fact]
    public void Fragments_and_unread_packets_are_counted()
    {
        var packet = new TestPacket { Payload = [1] };
        capture.PcapPacket(0, 0, packet.IPv4(0x2000)).PcapPacket(0, 0, [0x45]);

        var totals = Run();

        Assert.Equal((2, 1, 1), (totals.Packets, totals.Fragments, totals.UnreadPackets));
    }

    [Fact]
    public void A_damaged_capture_is_read_up_to_its_damage()
    {
        Begin();
        FromClient(Read1);
        capture.Raw([1, 2, 3]);

        Assert.Contains("the capture ends inside a packet", Run().Damage);
        Assert.Equal([$"1 request {Read1}"], sink.Lines);
    }

    private void Begin()
    {
        Packet(true, [], TestPacket.Syn);
        Packet(false, [], TestPacket.Syn | TestPacket.Ack);
    }

    private void FromClient(string hex) => Packet(true, Convert.FromHexString(hex), TestPacket.Ack);

    private void FromDevice(string hex) => Packet(false, Convert.FromHexString(hex), TestPacket.Ack);

    private void Packet(bool isFromClient, byte[] payload, int flags)
    {
        var packet = new TestPacket { Flags = (byte)flags, Payload = payload };
        bool isSyn = (flags & TestPacket.Syn) != 0;
        uint length = (uint)payload.Length + (isSyn ? 1u : 0);
        packet = isFromClient
            ? packet with { Sequence = client, Acknowledged = device }
            : packet with { From = packet.To, To = packet.From, Sequence = device, Acknowledged = client };
        (client, device) = isFromClient ? (client + length, device) : (client, device + length);
        capture.PcapPacket(second, 0, packet.IPv4());
    }

    private ReplayTotals Run(ModbusReplayOptions? options = null)
    {
        using var stream = new MemoryStream(capture.Bytes);
        return ModbusReplay.Run(stream, options ?? new ModbusReplayOptions(), sink);
    }
}
