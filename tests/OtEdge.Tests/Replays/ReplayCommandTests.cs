using System.Text.Json;
using OtEdge.Host.Commands;
using OtEdge.Tests.Commands;
using OtEdge.Tests.Conduits;
using OtEdge.Tests.Replaying;
using Xunit;

namespace OtEdge.Tests.Replays;

public sealed class ReplayCommandTests : IDisposable
{
    private readonly SampleSettings settings = new();
    private readonly string folder = Directory.CreateTempSubdirectory("ote-").FullName;

    public void Dispose()
    {
        settings.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("iti_ModbusTCP_plant1", 7990, 7986)]
    [InlineData("iti_modbus_test", 1142, 1116)]
    public async Task The_counts_of_real_captures_are_those_of_their_readme(string capture, int requests, int responses)
    {
        string policy = Write("all.yaml", "policy: all\nprotocol: modbus-tcp\nrules: [{ id: all, allow: [read, write, admin] }]\n");

        var run = await Replay("filling", policy, SharedCaptures.PathOf(capture + ".pcap"), "--output", "json");

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.Equal(requests, run.Json.GetProperty("requests").GetInt64());
        Assert.Equal(responses, run.Json.GetProperty("responses").GetInt64());
        Assert.Equal(0, run.Json.GetProperty("would_be_refused").GetInt64());
        JsonElement rule = Assert.Single(run.Json.GetProperty("rules").EnumerateArray());
        Assert.Equal(("all", requests), (rule.GetProperty("id").GetString(), rule.GetProperty("hits").GetInt64()));
    }

    [Fact]
    public async Task What_would_be_refused_is_told_by_flow_with_its_reason_and_ends_with_3()
    {
        string policy = Write("candidate.yaml", "policy: filling\nprotocol: modbus-tcp\nrules:\n  - { id: few, clients: [scada-1], allow: [3], holding-registers: 0-9 }\n  - { id: idle, allow: [7] }\n");
        string capture = Capture(
            (Frames.Read(1, 0, 10), Frames.ReadReply(1, 10)),
            (Frames.Read(2, 5, 10), Frames.ReadReply(2, 10)),
            (Frames.WriteOne(3, 5, 77), Frames.WriteOne(3, 5, 77)),
            (Frames.WriteOne(4, 5, 78), Frames.WriteOne(4, 5, 78)));

        var run = await Replay("filling", policy, capture, "--output", "json");

        Assert.Equal((ExitCode.Refused, ""), (run.Code, run.Error));
        Assert.Equal(3, run.Json.GetProperty("would_be_refused").GetInt64());
        JsonElement[] flows = [.. run.Json.GetProperty("flows").EnumerateArray()];
        Assert.Equal(["function", "range"], flows.Select(flow => flow.GetProperty("reason").GetString()));
        Assert.Equal(2, flows[0].GetProperty("times").GetInt64());
        Assert.Equal(["77", "78"], flows[0].GetProperty("values").EnumerateArray().Select(value => value.GetString()));
        Assert.Equal("scada-1", flows[0].GetProperty("client_asset").GetString());
        Assert.Equal("2026-05-04T08:00:02.000Z", flows[0].GetProperty("first_seen").GetString());
        Assert.Equal("2026-05-04T08:00:03.000Z", flows[0].GetProperty("last_seen").GetString());
        Assert.Equal("few", flows[1].GetProperty("rule").GetString());
        Assert.Equal($"{policy}:4", flows[1].GetProperty("rule_at").GetString());
        Assert.Equal("holding registers 5-14 (6-15, 40006-40015)", flows[1].GetProperty("addresses").GetString());
        Assert.Equal(["idle"], run.Json.GetProperty("unused_rules").EnumerateArray().Select(rule => rule.GetString()));
    }

    [Fact]
    public async Task A_candidate_is_compared_with_the_policy_of_the_conduit()
    {
        // The conduit's policy allows reads of 0-9 and pins 8/1.
        string policy = Write("other.yaml", "policy: other\nprotocol: modbus-tcp\nrules:\n  - { id: more, allow: [3], holding-registers: 5-20 }\n");
        string capture = Capture(
            (Frames.Read(1, 0, 10), Frames.ReadReply(1, 10)),
            (Frames.Read(2, 10, 5), Frames.ReadReply(2, 5)),
            (Frames.Read(3, 5, 5), Frames.ReadReply(3, 5)));

        var run = await Replay("filling", policy, capture, "--output", "json");

        JsonElement difference = run.Json.GetProperty("difference");
        Assert.Equal("policies/filling.yaml", difference.GetProperty("policy").GetString());
        Assert.Equal(1, difference.GetProperty("newly_refused").GetInt64());
        Assert.Equal(1, difference.GetProperty("newly_allowed").GetInt64());
        Assert.Equal(10, difference.GetProperty("newly_allowed_flows")[0].GetProperty("address").GetInt32());
        Assert.Equal(1, run.Json.GetProperty("flows")[0].GetProperty("times_otherwise").GetInt64());
    }

    [Fact]
    public async Task Values_are_learned_from_replies_for_max_step()
    {
        string policy = Write("step.yaml", "policy: step\nprotocol: modbus-tcp\nrules:\n  - { id: reads, allow: [3] }\n  - { id: w, allow: [6], holding-registers: 5, values: [{ at: 5, type: uint16, max-step: 10 }] }\n");
        string capture = Capture(
            (Frames.WriteOne(1, 5, 500), Frames.WriteOne(1, 5, 500)),
            (Frames.WriteOne(2, 5, 511), Frames.Exception(2, 6, 4)),
            (Frames.WriteOne(3, 5, 510), Frames.WriteOne(3, 5, 510)),
            (Frames.Read(4, 5, 1), Frames.ReadReply(4, 1, first: 100)),
            (Frames.WriteOne(5, 5, 110), Frames.WriteOne(5, 5, 110)));

        var run = await Replay("filling", policy, capture, "--output", "json");

        JsonElement flow = Assert.Single(run.Json.GetProperty("flows").EnumerateArray());
        Assert.Equal(("step", "511 (at 5)"), (flow.GetProperty("reason").GetString(), flow.GetProperty("value").GetString()));
        Assert.Contains("1 without max-step", run.Json.GetProperty("rules")[1].GetProperty("notes")[0].GetString());
    }

    [Fact]
    public async Task A_capture_of_the_conduits_own_port_is_found_without_naming_it()
    {
        using var other = new SampleSettings(device: 1502);
        string capture = CaptureAt(1502, (Frames.Read(1, 0, 10), Frames.ReadReply(1, 10)));

        var run = await CommandRun.Of("replay", "filling", "--policy", Path.Combine(other.Config, "policies", "filling.yaml"), "--pcap", capture, "--config", other.Config);

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.Contains("1 connection to port 1502", run.Output);
        Assert.Matches(@"(?m)^reads +4 +1$", run.Output);
    }

    [Theory]
    [InlineData("", "there is no conduit 'nosuch'", "nosuch")]
    [InlineData("policy: x\nprotocol: modbus-tcp\nrules: [{ id: a, allow: [fly] }]\n", "`fly`", "filling")]
    [InlineData("policy: x\nprotocol: modbus-tcp\nrules: []\ntests: [{ read: { coil: 1 }, expect: allowed }]\n", "expects `allowed`", "filling")]
    [InlineData(null, "cannot be read", "filling")]
    public async Task What_cannot_be_replayed_ends_with_2(string? text, string expected, string conduit)
    {
        string policy = text is null ? "/nowhere/x.yaml" : Write("x.yaml", text.Length > 0 ? text : "policy: x\nprotocol: modbus-tcp\nrules: []\n");
        string capture = Capture((Frames.Read(1, 0, 1), Frames.ReadReply(1, 1)));

        var run = await Replay(conduit, policy, capture);

        Assert.Equal((ExitCode.Wrong, ""), (run.Code, run.Output));
        Assert.Contains(expected, run.Error);
    }

    [Theory]
    [InlineData("/nowhere/x.pcap", "cannot be read")]
    [InlineData(null, "is no capture that can be read")]
    public async Task What_is_no_capture_ends_with_2(string? path, string expected)
    {
        string policy = Path.Combine(settings.Config, "policies", "filling.yaml");

        var run = await Replay("filling", policy, path ?? policy);

        Assert.Equal((ExitCode.Wrong, ""), (run.Code, run.Output));
        Assert.Contains(expected, run.Error);
    }

    [Fact]
    public async Task A_damaged_capture_is_judged_up_to_the_damage_and_says_so()
    {
        string policy = Path.Combine(settings.Config, "policies", "filling.yaml");
        string capture = Capture((Frames.Read(1, 0, 10), Frames.ReadReply(1, 10)), (Frames.Read(2, 0, 10), Frames.ReadReply(2, 10)));
        byte[] bytes = await File.ReadAllBytesAsync(capture, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(capture, bytes[..^5], TestContext.Current.CancellationToken);

        var run = await Replay("filling", policy, capture);

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.Matches(@"(?m)^requests +2$", run.Output);
        Assert.Contains("the capture is damaged", run.Output);
    }

    private Task<CommandRun> Replay(string conduit, string policy, string capture, params string[] more) =>
        CommandRun.Of(["replay", conduit, "--policy", policy, "--pcap", capture, "--config", settings.Config, .. more]);

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private string Capture(params (byte[] Request, byte[] Reply)[] exchanges) => CaptureAt(502, exchanges);

    private string CaptureAt(int port, params (byte[] Request, byte[] Reply)[] exchanges)
    {
        var talk = new CapturedTalk(devicePort: port);
        foreach ((byte[] request, byte[] reply) in exchanges)
        {
            talk.Ask(request);
            talk.Answer(reply);
            talk.Pass(TimeSpan.FromSeconds(1));
        }

        string path = Path.Combine(folder, "talk.pcap");
        File.WriteAllBytes(path, talk.Pcap);
        return path;
    }
}
