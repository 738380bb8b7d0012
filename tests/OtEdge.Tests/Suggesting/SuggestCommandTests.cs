using System.Buffers.Binary;
using System.Text.Json;
using OtEdge.Host.Commands;
using OtEdge.Tests.Commands;
using OtEdge.Tests.Replaying;
using Xunit;

namespace OtEdge.Tests.Suggesting;

public sealed class SuggestCommandTests : IDisposable
{
    private const int PcapHeaderBytes = 24;
    private const int PacketHeaderBytes = 16;
    private readonly SampleSettings settings = new();
    private readonly string folder = Directory.CreateTempSubdirectory("ote-").FullName;

    public static TheoryData<string> Captures => [.. GoldenCounts.All.Select(counts => counts.Capture)];

    public void Dispose()
    {
        settings.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task A_policy_made_from_a_capture_refuses_of_it_only_what_it_left_out(string capture)
    {
        string file = SharedCaptures.PathOf(capture + ".pcap");
        JsonElement suggestion = (await Suggest(file, "--output", "json")).Json;

        JsonElement replay = (await Replay(Write(suggestion.GetProperty("text").GetString()!), file)).Json;

        long refused = replay.GetProperty("flows").EnumerateArray().Sum(flow => flow.GetProperty("times").GetInt64());
        Assert.Equal(suggestion.GetProperty("operations_left_out").GetInt64(), refused);
        Assert.Empty(replay.GetProperty("unused_rules").EnumerateArray());
        Assert.Empty(replay.GetProperty("shadowed_rules").EnumerateArray());
    }

    // In the first, one client is scanned through from 11:03:45 on; in the second, one client turns to another unit.
    [Theory]
    [InlineData("iti_ModbusTCP_plant1", 3960, "1 range 141.81.0.10 unit 255 input register 361 (362, 30362)", 20)]
    [InlineData("iti_modbus_test", 575, "59 unit 192.168.0.144 unit 1 input registers 0-7 (1-8, 30001-30008)", 60)]
    [InlineData("iti_modbus_test", 575, "1 range 192.168.0.156 unit 7 holding register 5 (6, 40006)", 60)]
    public async Task A_policy_made_from_the_first_half_says_what_is_new_in_the_second_and_why(
        string capture, int requests, string flow, int refused)
    {
        (string first, string second) = Halves(SharedCaptures.PathOf(capture + ".pcap"));
        var suggestion = await Suggest(first);

        var replay = await Replay(Write(suggestion.Output), second);

        Assert.Equal(ExitCode.Refused, replay.Code);
        Assert.Equal(requests, replay.Json.GetProperty("requests").GetInt32());
        Assert.Equal(refused, replay.Json.GetProperty("would_be_refused").GetInt32());
        Assert.Contains(flow, replay.Json.GetProperty("flows").EnumerateArray().Select(Line).ToArray());
    }

    [Fact]
    public async Task Standard_output_is_the_policy_alone()
    {
        string file = SharedCaptures.PathOf("zeek_modbusSmall.pcap");

        var run = await Suggest(file);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.StartsWith("# Suggested from zeek_modbusSmall.pcap: 16 requests of 1 client", run.Output);
        Assert.Matches("^otedge: [0-9]+ rules? from 16 requests; ", run.Error);
        Assert.Contains("\npolicy: filling\n", run.Output);
    }

    [Theory]
    [InlineData("suggest filling --pcap /nowhere/x.pcap", "cannot be read")]
    [InlineData("suggest filing --pcap /nowhere/x.pcap", "Did you mean 'filling'?")]
    [InlineData("suggest filling --pcap x --writes-min 0", "--writes-min '0': expected")]
    [InlineData("suggest filling --pcap x --port 70000", "--port '70000': expected")]
    public async Task What_cannot_be_done_ends_with_2(string words, string expected)
    {
        var run = await CommandRun.Of([.. words.Split(' '), "--config", settings.Config]);

        Assert.Equal((ExitCode.Wrong, ""), (run.Code, run.Output));
        Assert.Contains(expected, run.Error);
    }

    private static string Line(JsonElement flow) =>
        $"{flow.GetProperty("times")} {flow.GetProperty("reason")} {flow.GetProperty("client")} unit {flow.GetProperty("unit")} "
        + flow.GetProperty("addresses");

    private Task<CommandRun> Suggest(string capture, params string[] more) =>
        CommandRun.Of(["suggest", "filling", "--pcap", capture, "--config", settings.Config, .. more]);

    private Task<CommandRun> Replay(string policy, string capture) =>
        CommandRun.Of("replay", "filling", "--policy", policy, "--pcap", capture, "--config", settings.Config, "--output", "json");

    private string Write(string text)
    {
        string path = Path.Combine(folder, "suggested.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    // These captures are pcap, little-endian; half of the packets go into each file.
    private (string First, string Second) Halves(string capture)
    {
        byte[] bytes = File.ReadAllBytes(capture);
        var packets = new List<int>();
        for (int at = PcapHeaderBytes; at < bytes.Length;)
        {
            packets.Add(at);
            at += PacketHeaderBytes + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 8));
        }

        int middle = packets[packets.Count / 2];
        string first = Path.Combine(folder, "first.pcap"), second = Path.Combine(folder, "second.pcap");
        File.WriteAllBytes(first, bytes[..middle]);
        File.WriteAllBytes(second, [.. bytes[..PcapHeaderBytes], .. bytes[middle..]]);
        return (first, second);
    }
}
