using System.Diagnostics;
using System.Net;
using OtEdge.Conduits.Replaying;
using OtEdge.Core.Zones;
using OtEdge.Tests.Conduits;
using Xunit;

namespace OtEdge.Tests.FlightRecording;

/// <summary>The frames around a finding are kept, once, and others read them.</summary>
public sealed class FlightRecorderTests
{
    private const string Tshark = "/usr/bin/tshark";
    private readonly SessionRig rig = new(ConduitMode.Enforce, Policies.Narrow);
    private readonly FrameLog log = new();
    private ushort id;

    [Fact]
    public void Twenty_frames_before_a_refusal_and_ten_after_are_kept()
    {
        Poll(30);
        byte[] refused = Refuse(50);
        Poll(20);

        byte[][] payloads = Payloads(Assert.Single(Taken()));

        Assert.Equal(31, payloads.Length);
        Assert.Equal(refused, payloads[20]);
        Assert.Equal(Frames.Exception(id: (ushort)(id - 20), 6, 2), payloads[21]);
        Assert.Equal(Frames.Read((ushort)(id - 19), 0, 10), payloads[22]);
    }

    [Fact]
    public void Other_connections_are_left_out()
    {
        FakeLink other = rig.Connect();
        Poll(1);
        for (ushort i = 0; i < 5; i++)
        {
            other.Arrive(Frames.Read(i, 7, 1));
        }

        Refuse(50);
        other.Arrive(Frames.Read(9, 7, 1));

        rig.Client.ArriveEnd();
        Assert.Equal(4, Payloads(Assert.Single(Taken())).Length);
    }

    [Fact]
    public void Equal_findings_are_kept_once_in_ten_minutes_and_others_once_a_second()
    {
        for (int i = 0; i < 100; i++)
        {
            Refuse(50);
            Refuse(51);
        }

        rig.Pass(TimeSpan.FromSeconds(6));
        Assert.Single(Taken());
        Refuse(50);
        Refuse(51);
        rig.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(2, Taken().Count);
        rig.Pass(TimeSpan.FromMinutes(10));
        Refuse(50);
        rig.Pass(TimeSpan.FromSeconds(6));

        Assert.Equal(3, Taken().Count);
    }

    [Fact]
    public void Frames_that_do_not_come_are_not_waited_for()
    {
        Refuse(50);
        Assert.Empty(Taken());
        rig.Pass(TimeSpan.FromSeconds(4));
        Assert.Empty(Taken());

        rig.Pass(TimeSpan.FromSeconds(3));

        Assert.Equal(2, Payloads(Assert.Single(Taken())).Length);
    }

    [Fact]
    public void A_capture_whose_time_ran_out_takes_nothing_more_of_its_connection()
    {
        FakeLink other = rig.Connect();
        Refuse(50);
        rig.Pass(TimeSpan.FromSeconds(7));
        Assert.Single(Taken());
        other.Arrive(Frames.WriteOne(1, 51, 1));

        Poll(3);
        other.ArriveEnd();

        Assert.Equal(2, Taken().Count);
        Assert.Equal([Frames.WriteOne(1, 51, 1), Frames.Exception(1, 6, 2)], Payloads(log.Files[1]));
    }

    [Fact]
    public void A_flood_that_nobody_takes_away_keeps_no_more_than_four()
    {
        for (ushort i = 0; i < 50; i++)
        {
            Refuse(i + 20);
            rig.Pass(TimeSpan.FromSeconds(7));
        }

        Assert.Equal(4, Taken().Count);
    }

    [Fact]
    public void The_file_says_verdict_and_rule()
    {
        Poll(2);
        Refuse(50);
        rig.Client.ArriveEnd();

        string text = System.Text.Encoding.UTF8.GetString(Assert.Single(Taken()));

        Assert.Contains("OtEdge: allowed, rule reads", text, StringComparison.Ordinal);
        Assert.Contains("OtEdge: refused (Range), rule writes\nfinding f-12345678: made up", text, StringComparison.Ordinal);
        Assert.Contains("OtEdge: answered in the device's place", text, StringComparison.Ordinal);
        Assert.Contains("it connected to 10.10.0.10:1502, shown as port 502", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Wireshark_reads_it_as_modbus_with_right_checksums_and_comments()
    {
        Assert.SkipUnless(File.Exists(Tshark), "tshark is not installed");
        Poll(30);
        Refuse(50);
        Poll(20);
        string file = Path.GetTempFileName();
        try
        {
            // Two sections in one file, as an export of several captures has them.
            byte[] capture = Assert.Single(Taken());
            File.WriteAllBytes(file, [.. capture, .. capture]);
            Assert.Equal(62, Read(file).Length);
            File.WriteAllBytes(file, capture);

            string[] lines = Read(file, "-Y", "mbtcp", "-T", "fields", "-e", "mbtcp.trans_id", "-e", "frame.comment");
            Assert.Equal(31, lines.Length);
            Assert.Single(lines, line => line.Contains("OtEdge: refused (Range)", StringComparison.Ordinal));
            Assert.Single(lines, line => line.Contains("finding f-12345678: made up", StringComparison.Ordinal));
            const string Wrong = "ip.checksum.status == \"Bad\" || tcp.checksum.status == \"Bad\" || tcp.analysis.lost_segment "
                + "|| _ws.malformed";
            Assert.Empty(Read(file, "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-Y", Wrong));
            Assert.Equal(
                31, Read(file, "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-Y", "tcp.checksum.status == \"Good\"").Length);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("10.20.0.11", "10.10.0.10", 12)]
    [InlineData("2001:db8::1", "2001:db8::2", 13)]
    [InlineData("2001:db8::1", "10.10.0.10", 0)]
    public void Packets_of_either_family_have_right_checksums(string from, string to, int payloadBytes)
    {
        Assert.SkipUnless(File.Exists(Tshark), "tshark is not installed");
        string file = Path.GetTempFileName();
        try
        {
            using (FileStream stream = File.Create(file))
            {
                var path = new SyntheticTcp(new IPEndPoint(IPAddress.Parse(from), 40_000), new IPEndPoint(IPAddress.Parse(to), 502));
                var writer = new PcapngWriter(stream, "made up");
                byte[] payload = [.. Enumerable.Range(200, payloadBytes).Select(value => unchecked((byte)value))];
                writer.Write(DateTimeOffset.UnixEpoch.AddYears(56), path.Packet(uint.MaxValue, 7, payload), null);
            }

            Assert.Equal("1", Assert.Single(Read(
                file, "-o", "tcp.check_checksum:TRUE", "-Y", $"tcp.checksum.status == \"Good\" && tcp.len == {payloadBytes}", "-T", "fields", "-e", "frame.number")));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string[] Read(string file, params string[] arguments)
    {
        using Process tshark = Process.Start(new ProcessStartInfo(Tshark, ["-n", "-r", file, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string output = tshark.StandardOutput.ReadToEnd();
        tshark.WaitForExit();
        Assert.True(tshark.ExitCode == 0, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static byte[][] Payloads(byte[] file)
    {
        var reader = new CaptureReader(new MemoryStream(file));
        var payloads = new List<byte[]>();
        while (reader.TryRead(out CapturedPacket packet))
        {
            payloads.Add(packet.Bytes.Span[54..].ToArray());
        }

        return [.. payloads];
    }

    private void Poll(int times)
    {
        for (int i = 0; i < times; i++)
        {
            rig.Ask(Frames.Read(++id, 0, 10));
            rig.Reply(Frames.ReadReply(id, 10));
        }
    }

    private byte[] Refuse(int address)
    {
        byte[] request = Frames.WriteOne(++id, address, 1);
        rig.Ask(request);
        return request;
    }

    private List<byte[]> Taken()
    {
        while (rig.Loop.Flights!.Tell(log))
        {
        }

        return log.Files;
    }
}
