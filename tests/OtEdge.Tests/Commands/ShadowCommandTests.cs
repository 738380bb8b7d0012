using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Commands;

public sealed class ShadowCommandTests : IDisposable
{
    private const string Route = "/api/v1/conduits/filling-modbus/shadow";

    private const string Report =
        """
        {"conduit":"filling-modbus",
         "shadow":{"policy":"tighter","policy_digest":"3c9a41d2aabbccddeeff","since":"2026-03-01T11:00:00.000Z",
          "judged_total":98765,"would_be_refused_total":12,"differs_total":12,"faults_total":0},
         "differences":[{"id":"f-3c9a41d2","conduit":"filling-modbus","kind":"shadow_difference","verdict":"allowed","reason":"value",
          "times":12,"first_seen":"2026-03-01T11:10:00.000Z","last_seen":"2026-03-01T11:59:58.500Z",
          "text":"candidate tighter would refuse what passes now: mes (10.20.0.12): no rule allows function 16 on unit 1"}]}
        """;

    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task The_difference_is_shown()
    {
        var run = await CommandRun.With(new FakeApi().On($"GET {Route}", Report), "shadow", "filling-modbus");

        Assert.Equal(
            """
            conduit           filling-modbus
            candidate         tighter (3c9a41d2aabb)
            since             2026-03-01 12:00:00 +01:00
            judged            98,765 operations
            would be refused  12
            differs           12

            FINDING     LAST SEEN                   TIMES  NOW      WHAT
            f-3c9a41d2  2026-03-01 12:59:58 +01:00     12  allowed  candidate tighter would refuse what passes now: mes (10.20.0.12): no rule allows function 16 on unit 1

            """,
            run.Output);
        Assert.Equal(ExitCode.Done, run.Code);
    }

    [Fact]
    public async Task A_candidate_is_sent_before_the_difference_is_shown()
    {
        File.WriteAllText(file, "policy: tighter\n");
        var api = new FakeApi().On($"POST {Route}", Report).On($"GET {Route}", Report);

        var run = await CommandRun.With(api, "shadow", "filling-modbus", "--policy", file, "--output", "json");

        Assert.Equal(2, api.Requests.Count);
        Assert.StartsWith($"POST {Route} ", api.Requests[0], StringComparison.Ordinal);
        Assert.Contains("\"text\":\"policy: tighter\\n\"", api.Requests[0], StringComparison.Ordinal);
        Assert.Equal(12, run.Json.GetProperty("shadow").GetProperty("differs_total").GetInt64());
    }

    [Fact]
    public async Task Off_takes_the_candidate_away()
    {
        const string None = """{"conduit":"filling-modbus","shadow":null,"differences":[]}""";
        var api = new FakeApi().On($"POST {Route}", None).On($"GET {Route}", None);

        var run = await CommandRun.With(api, "shadow", "filling-modbus", "--off");

        Assert.StartsWith($"POST {Route} {{", api.Requests[0], StringComparison.Ordinal);
        Assert.DoesNotContain("text", api.Requests[0], StringComparison.Ordinal);
        Assert.Equal(
            "filling-modbus shadows no candidate; begin with 'otedge shadow filling-modbus --policy FILE'.\n", run.Output);
    }

    [Fact]
    public async Task A_policy_and_off_contradict_each_other()
    {
        var api = new FakeApi();

        var run = await CommandRun.With(api, "shadow", "filling-modbus", "--off", "--policy", file);

        Assert.Equal(ExitCode.Wrong, run.Code);
        Assert.Contains("--policy and --off contradict each other", run.Error, StringComparison.Ordinal);
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task Status_says_what_a_shadowed_candidate_makes_of_the_traffic()
    {
        string conduit = SampleApi.Conduit.Replace(
            "\"fault\":null",
            """
            "fault":null,"shadow":{"policy":"tighter","policy_digest":"3c9a","since":"2026-03-01T11:00:00.000Z",
            "judged_total":1000,"would_be_refused_total":12,"differs_total":11,"faults_total":0}
            """,
            StringComparison.Ordinal);
        string status = SampleApi.Status.Replace(SampleApi.Conduit, conduit, StringComparison.Ordinal);

        var run = await CommandRun.With(new FakeApi().On("GET /api/v1/status", status), "status");

        Assert.Contains(
            "filling-modbus shadows tighter: of 1,000 operations, 12 would be refused and 11 decided differently",
            run.Output,
            StringComparison.Ordinal);
    }
}
