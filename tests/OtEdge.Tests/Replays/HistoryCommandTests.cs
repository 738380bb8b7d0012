using System.Net;
using OtEdge.Host.Commands;
using OtEdge.Tests.Commands;
using Xunit;

namespace OtEdge.Tests.Replays;

/// <summary>Without a capture, replay and suggest ask the running gateway for what it has recorded.</summary>
public sealed class HistoryCommandTests : IDisposable
{
    private const string View =
        """
        {"conduit":"filling","policy":"candidate","policy_file":"candidate.yaml","policy_digest":"ab","from":"2026-02-22T08:15:00.000Z",
         "to":"2026-03-01T08:15:00.000Z","requests":1200,"would_be_refused":4,
         "rules":[{"id":"reads","line":4,"hits":1196,"shadowed_by":null,"notes":[]},{"id":"old","line":8,"hits":0,"shadowed_by":null,"notes":[]}],
         "flows":[{"client":"10.20.0.11","client_asset":"scada-1","class":"write","function":"6","function_name":"write-single-register",
           "unit":1,"space":"holding_register","address":120,"count":1,"addresses":"holding register 120 (121, 40121)","value":"90",
           "values":["90"],"reason":"range","rule":"reads","rule_at":"candidate.yaml:4","times":4,"first_seen":"2026-02-23T08:00:00.000Z",
           "last_seen":"2026-02-24T08:00:00.000Z","regimes":{"cleaning":4},"text":"no single rule covers it"}],
         "regimes":[{"regime":"cleaning","requests":10,"would_be_refused":4},{"regime":"producing","requests":1190,"would_be_refused":0}],
         "notes":["recording has 1 gaps of 2m together"]}
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("ote-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("", "null")]
    [InlineData(" --since 30d", "\"30d\"")]
    public async Task Replay_sends_the_policy_and_shows_what_would_be_refused_by_regime(string more, string since)
    {
        string policy = Path.Combine(folder, "candidate.yaml");
        await File.WriteAllTextAsync(policy, "policy: candidate", TestContext.Current.CancellationToken);
        var api = new FakeApi().On("POST /api/v1/conduits/filling/replay", View);

        var run = await CommandRun.With(api, $"replay filling --policy {policy}{more}".Split(' '));

        Assert.Equal((ExitCode.Refused, ""), (run.Code, run.Error));
        Assert.Contains($"\"text\":\"policy: candidate\"}},\"since\":{since},", Assert.Single(api.Requests));
        Assert.Matches(@"(?m)^cleaning +10 +4$", run.Output);
        Assert.Matches(@"(?m)^ +4 +scada-1 ", run.Output);
        Assert.Matches(@"(?m)^old +8 +0 +unused$", run.Output);
        Assert.Contains("recording has 1 gaps", run.Output);
    }

    [Fact]
    public async Task Suggest_writes_the_policy_of_the_gateway_to_standard_output()
    {
        var api = new FakeApi().On(
            "GET /api/v1/conduits/filling/suggestion?since=1d&writes_min=5",
            """{"conduit":"filling","policy":"filling","text":"policy: filling\n","requests":1200,"notes":[],"rules":3,"flows_left_out":1,"operations_left_out":2}""");

        var run = await CommandRun.With(api, "suggest filling --since 1d --writes-min 5".Split(' '));

        Assert.Equal((ExitCode.Done, "policy: filling\n"), (run.Code, run.Output));
        Assert.Equal("otedge: 3 rules from 1,200 requests; left out: 2 operations of 1 flow, listed at its end.\n", run.Error);
    }

    [Fact]
    public async Task What_the_gateway_refuses_is_told()
    {
        var api = new FakeApi().On(
            "GET /api/v1/conduits/filling/suggestion",
            """{"type":"urn:otedge:problem:unknown","title":"Unknown conduit","status":404,"detail":"there is no conduit"}""",
            HttpStatusCode.NotFound);

        var run = await CommandRun.With(api, "suggest", "filling");

        Assert.NotEqual(ExitCode.Done, run.Code);
        Assert.Contains("there is no conduit", run.Error);
    }

    [Theory]
    [InlineData("replay filling --policy x --pcap y --since 7d", "--pcap and --since contradict each other")]
    [InlineData("suggest filling --port 502", "--port belongs to a capture")]
    [InlineData("replay filling --since 7d", "--policy")]
    public async Task Contradictions_end_with_2(string words, string expected)
    {
        var run = await CommandRun.Of(words.Split(' '));

        Assert.Equal((ExitCode.Wrong, ""), (run.Code, run.Output));
        Assert.Contains(expected, run.Error);
    }
}
