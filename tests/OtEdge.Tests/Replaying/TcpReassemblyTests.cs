using System.Net;
using CsCheck;
using OtEdge.Conduits.Replaying;
using Xunit;

namespace OtEdge.Tests.Replaying;

public sealed class TcpReassemblyTests
{
    private readonly RecordingStreamSink sink = new();

    [Fact]
    public void Both_directions_come_out_in_the_order_of_the_capture() =>
        AssertLines(
            Play(Client(99, "", TestPacket.Syn), Device(499, "", TestPacket.Syn), Client(100, "0102"), Device(500, "A0"), Client(102, "03")),
            "1 Client 0102", "1 Device A0", "1 Client 03", "1 end");

    [Fact]
    public void Reordered_segments_are_put_right() =>
        AssertLines(
            Play(Client(100, "01"), Client(103, "04"), Client(102, "03"), Client(101, "02")),
            "1 Client 01", "1 Client 02", "1 Client 03", "1 Client 04", "1 end");

    [Fact]
    public void What_came_before_is_left_out_and_counted()
    {
        var reassembly = Play(Client(100, "0102"), Client(100, "0102"), Client(101, "FF"), Client(102, "03"));

        AssertLines(reassembly, "1 Client 0102", "1 Client 03", "1 end");
        Assert.Equal(2, reassembly.Retransmissions);
    }

    [Fact]
    public void Where_segments_overlap_what_came_first_holds() =>
        AssertLines(
            Play(Client(100, "0102"), Client(101, "FF03"), Client(105, "06"), Client(103, "0405FFEE")),
            "1 Client 0102", "1 Client 03", "1 Client 0405FFEE", "1 end");

    [Fact]
    public void What_the_receiver_acknowledged_unseen_is_a_gap_at_once() =>
        AssertLines(
            Play(Client(100, "01"), Client(105, "06"), Device(500, "", acknowledged: 106), Client(106, "07")),
            "1 Client 01", "1 Client gap 4", "1 Client 06", "1 Client 07", "1 end");

    [Fact]
    public void What_comes_after_it_was_acknowledged_is_left_out() =>
        AssertLines(
            Play(Client(100, "01"), Device(500, "A0", acknowledged: 103), Client(101, "0203"), Client(103, "04")),
            "1 Client 01", "1 Client gap 2", "1 Device A0", "1 Client 04", "1 end");

    [Fact]
    public void A_forged_acknowledgement_does_not_silence_a_stream() =>
        AssertLines(
            Play(Client(100, "01"), Device(500, "", acknowledged: 100_000_000), Client(101, "02")),
            "1 Client 01", "1 Client 02", "1 end");

    [Fact]
    public void The_acknowledgement_of_the_end_is_no_gap() =>
        AssertLines(
            Play(Client(100, "01", TestPacket.Fin | TestPacket.Ack), Device(500, "", acknowledged: 102)),
            "1 Client 01", "1 end");

    [Fact]
    public void A_hole_at_the_end_of_the_capture_is_a_gap() =>
        AssertLines(Play(Client(100, "01"), Client(105, "06")), "1 Client 01", "1 Client gap 4", "1 Client 06", "1 end");

    [Fact]
    public void A_hole_behind_which_too_much_waits_is_a_gap()
    {
        var limits = new TcpReassemblyLimits { WaitingSegmentsMax = 2 };
        var reassembly = new TcpReassembly(502, sink, limits);
        foreach (var packet in new[] { Client(100, "01"), Client(102, "03"), Client(103, "04"), Client(104, "05") })
        {
            reassembly.Add(packet.Segment());
        }

        Assert.Equal(["1 Client 01", "1 Client gap 1", "1 Client 03", "1 Client 04", "1 Client 05"], sink.Lines);
        Assert.Equal(0, reassembly.WaitingBytes);
    }

    [Fact]
    public void What_waits_in_all_is_bounded()
    {
        var limits = new TcpReassemblyLimits { WaitingBytesInAllMax = 1000, WaitingSegmentsMax = 1000 };
        var reassembly = new TcpReassembly(502, sink, limits);
        for (int port = 1; port <= 50; port++)
        {
            var from = new IPEndPoint(IPAddress.Loopback, port);
            reassembly.Add((Client(100, "01") with { From = from }).Segment());
            for (uint i = 0; i < 10; i++)
            {
                reassembly.Add((Client(200 + (i * 100), Convert.ToHexString(new byte[50])) with { From = from }).Segment());
                Assert.InRange(reassembly.WaitingBytes, 0, 1000);
            }
        }
    }

    [Fact]
    public void The_connection_that_was_silent_longest_makes_room()
    {
        var reassembly = new TcpReassembly(502, sink, new TcpReassemblyLimits { Connections = 2 });
        foreach (int port in new[] { 1, 2, 1, 3 })
        {
            reassembly.Add((Client(100, "01") with { From = new IPEndPoint(IPAddress.Loopback, port) }).Segment());
        }

        Assert.Equal(["1 Client 01", "2 Client 01", "2 end", "3 Client 01"], sink.Lines);
    }

    [Fact]
    public void Sequence_numbers_may_wrap_around() =>
        AssertLines(
            Play(Client(uint.MaxValue, "01"), Client(1, "03"), Client(0, "02"), Device(5, "", acknowledged: 2)),
            "1 Client 01", "1 Client 02", "1 Client 03", "1 end");

    [Theory]
    [InlineData(0x80000065)]
    [InlineData(0x80000064)]
    [InlineData(0x80000066)]
    public void A_sequence_number_half_the_circle_away_breaks_nothing(uint sequence)
    {
        Play(Client(100, "01"), Client(sequence, "FF"), Client(101, "02")).Complete();

        Assert.Equal(["1 Client 01", "1 Client 02"], sink.Lines.Take(2));
    }

    [Fact]
    public void A_reset_ends_a_connection_and_what_straggles_in_is_left_out() =>
        AssertLines(
            Play(Client(100, "01"), Device(500, "", TestPacket.Rst), Client(101, "02"), Device(500, "A0")),
            "1 Client 01", "1 end");

    [Fact]
    public void A_connection_ends_when_both_sides_are_done() =>
        AssertLines(
            Play(
                Client(100, "01", TestPacket.Fin | TestPacket.Ack),
                Device(500, "A0", TestPacket.Fin | TestPacket.Ack),
                Client(102, "", TestPacket.Ack)),
            "1 Client 01", "1 Device A0", "1 end");

    [Fact]
    public void Ports_that_are_used_again_are_a_new_connection() =>
        AssertLines(
            Play(
                Client(99, "", TestPacket.Syn), Client(100, "01"), Client(102, "03"),
                Client(7_000, "", TestPacket.Syn), Client(7_001, "AA")),
            "1 Client 01", "1 Client gap 1", "1 Client 03", "1 end", "2 Client AA", "2 end");

    [Fact]
    public void A_repeated_beginning_is_not_a_new_connection() =>
        AssertLines(
            Play(Client(99, "", TestPacket.Syn), Client(99, "", TestPacket.Syn), Client(100, "01"), Client(99, "", TestPacket.Syn)),
            "1 Client 01", "1 end");

    [Fact]
    public void Connections_to_other_ports_are_left_out()
    {
        var other = Client(100, "01") with { To = new IPEndPoint(IPAddress.Loopback, 102) };

        AssertLines(Play(other));
        Assert.Empty(sink.Lines);
    }

    [Fact]
    public void With_the_devices_port_on_both_sides_the_one_that_answers_is_the_device()
    {
        var client = Client(99, "", TestPacket.Syn) with { From = new IPEndPoint(IPAddress.Parse("10.20.0.11"), 502) };
        var device = client with { From = client.To, To = client.From, Flags = TestPacket.Syn | TestPacket.Ack, Sequence = 499 };

        AssertLines(
            Play(device, client, client with { Sequence = 100, Flags = TestPacket.Ack, Payload = [1] }, device with { Sequence = 500, Flags = TestPacket.Ack, Payload = [0xA0] }),
            "1 Client 01", "1 Device A0", "1 end");
    }

    [Fact]
    public void Any_cutting_reordering_and_repeating_gives_the_same_stream() =>
        Gen.Select(Gen.Byte.Array[1, 300], Gen.Int[1, 40].Array[1, 20], Gen.UInt, Gen.Int[0, 1_000_000]).Sample((stream, sizes, first, shuffle) =>
        {
            var segments = new List<TestPacket>();
            for (int at = 0, i = 0; at < stream.Length; at += sizes[i % sizes.Length], i++)
            {
                int repeated = Math.Min(at, i % 3);
                uint sequence = unchecked(first + (uint)(at - repeated));
                segments.Add(Client(sequence, stream[(at - repeated)..Math.Min(stream.Length, at + sizes[i % sizes.Length])]));
            }

            var random = new Random(shuffle);
            var order = segments.Skip(1).Concat(segments.Take(shuffle % segments.Count)).OrderBy(_ => random.Next());
            var all = new RecordingStreamSink();
            var reassembly = new TcpReassembly(502, all);
            foreach (var packet in order.Prepend(segments[0]))
            {
                reassembly.Add(packet.Segment());
            }

            reassembly.Complete();
            Assert.Equal(stream, all.ClientBytes);
            Assert.Equal(0, all.MissingBytes);
        });

    private static TestPacket Client(uint sequence, string hex, int flags = TestPacket.Ack) =>
        Client(sequence, Convert.FromHexString(hex), flags);

    private static TestPacket Client(uint sequence, byte[] payload, int flags = TestPacket.Ack) => new()
    {
        Sequence = sequence,
        Flags = (byte)flags,
        Payload = payload,
    };

    private static TestPacket Device(uint sequence, string hex, int flags = TestPacket.Ack, uint acknowledged = 0)
    {
        var client = Client(sequence, hex, flags);
        return client with { From = client.To, To = client.From, Acknowledged = acknowledged };
    }

    private TcpReassembly Play(params TestPacket[] packets)
    {
        var reassembly = new TcpReassembly(502, sink);
        foreach (var packet in packets)
        {
            reassembly.Add(packet.Segment());
        }

        return reassembly;
    }

    private void AssertLines(TcpReassembly reassembly, params string[] lines)
    {
        reassembly.Complete();
        Assert.Equal(lines, sink.Lines);
        Assert.Equal(0, reassembly.WaitingBytes);
    }
}
