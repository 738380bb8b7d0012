using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using OtEdge.Console.Api;
using OtEdge.Host.Gateway;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>The API as a program meets it: over the real socket, looking at the bytes.</summary>
public sealed class ApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Status_has_the_names_that_scripts_rely_on()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site(), servesApi: true);
        using HttpClient client = Client(gateway);

        string text = await client.GetStringAsync(ApiRoutes.Status, Stop);

        JsonObject status = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(
            [
                "site", "zones", "conduits", "gateway", "version", "started_at", "governance", "journal_fault", "findings_shed", "recording",
                "recording_fault", "records_shed", "regime", "alert_receivers", "untriaged", "loop_stalls_total",
                "settings_problems",
            ],
            status.Select(member => member.Key));
        Assert.Equal("ok", (string?)status["recording"]);
        Assert.Equal("leipzig", (string?)status["site"]);
        Assert.Equal(["name", "mode", "conduits"], status["zones"]![1]!.AsObject().Select(member => member.Key).Take(3));
        Assert.Null(status["zones"]![0]!["mode"]);
        Assert.Equal("observe", (string?)status["zones"]![1]!["mode"]);
        Assert.Equal(Plant.Filling, (string?)status["zones"]![1]!["conduits"]![0]);
        JsonObject conduit = status["conduits"]![0]!.AsObject();
        Assert.Equal(
            ["name", "mode", "scope", "since", "requests_total", "refused_total", "would_be_refused_total", "change_in_flight"],
            conduit.Select(member => member.Key).Take(8));
        Assert.Equal("[]", conduit["scope"]!.ToJsonString());
        Assert.Equal("2026-05-04T08:00:00.000Z", (string?)conduit["since"]);
        Assert.Null(conduit["change_in_flight"]);
        Assert.Equal("modbus-tcp", (string?)conduit["protocol"]);
    }

    [Fact]
    public async Task A_proposal_moves_a_mode_and_its_trial_is_seen_in_the_status()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site(), servesApi: true);
        using HttpClient client = Client(gateway);

        (HttpStatusCode code, JsonNode monitor) = await PostAsync(
            client, ApiRoutes.Changes, $$"""{"conduit":"{{Plant.Filling}}","mode":"monitor","reason":"see more","yes":true}""");
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.Equal(["id", "state"], monitor.AsObject().Select(member => member.Key).Take(2));
        Assert.Equal("confirmed", (string?)monitor["state"]);

        (_, JsonNode enforce) = await PostAsync(
            client,
            ApiRoutes.Changes,
            $$"""{"conduit":"{{Plant.Filling}}","mode":"enforce","scope":["write"],"reason":"r","yes":true,"trial":"90s","override":"bench"}""");
        Assert.Equal("trial", (string?)enforce["state"]);
        JsonNode conduit = JsonNode.Parse(await client.GetStringAsync(ApiRoutes.For(ApiRoutes.Conduit, Plant.Filling), Stop))!;
        Assert.Equal("""["malformed","write"]""", conduit["scope"]!.ToJsonString());
        Assert.Equal(
            $$"""{"id":"{{enforce["id"]}}","state":"trial","deadline":"2026-05-04T08:01:30.000Z"}""",
            conduit["change_in_flight"]!.ToJsonString());

        (_, JsonNode soak) = await PostAsync(client, ApiRoutes.For("last", ChangeStep.Confirm), body: null);
        Assert.Equal("soak", (string?)soak["state"]);
        (_, JsonNode confirmed) = await PostAsync(client, ApiRoutes.For("last", ChangeStep.Confirm), """{"override":"bench"}""");
        Assert.Equal("confirmed", (string?)confirmed["state"]);
    }

    [Theory]
    [InlineData("""{"conduit":"fillin-modbus","mode":"monitor","reason":"r"}""", 404, "did you mean \"filling-modbus\"?")]
    [InlineData("""{"conduit":"filling-modbus","mode":"monitor"}""", 400, "--reason")]
    [InlineData("""{"conduit":"filling-modbus","reason":"r"}""", 400, "at least one of")]
    [InlineData("""{"conduit":"filling-modbus","mode":"watch","reason":"r"}""", 400, "observe, monitor or enforce")]
    [InlineData("""{"conduit":"filling-modbus","mode":"monitor","reason":"r","trial":"10"}""", 400, "1s to 1d")]
    [InlineData("""{"conduit":"filling-modbus","mode":"enforce","scope":["call"],"reason":"r"}""", 400, "classes of modbus-tcp")]
    [InlineData("""{"conduit":"filling-modbus","mode":"enforce","scope_clients":["scada"],"reason":"r"}""", 404, "\"scada-1\"")]
    [InlineData("""{"conduit":"filling-modbus","mode":"enforce","reason":"r"}""", 409, "propose --mode monitor first")]
    [InlineData("""{"conduit":"filling-modbus","mode":"bypass","reason":"r"}""", 409, "emergencies")]
    [InlineData("""{"conduit":"filling-modbus","mode":"observe","reason":"r"}""", 409, "already stands")]
    [InlineData("""{"conduit":""", 400, "not the JSON")]
    [InlineData("""{"conduit":7}""", 400, "not the JSON")]
    public async Task A_refusal_is_problem_details_that_say_what_to_do(string body, int status, string detail)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site(), servesApi: true);
        using HttpClient client = Client(gateway);

        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync(ApiRoutes.Changes, content, Stop);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        JsonObject problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!.AsObject();
        Assert.Equal(["type", "title", "status", "detail"], problem.Select(member => member.Key).Take(4));
        Assert.Equal(status, (int)problem["status"]!);
        Assert.StartsWith("urn:otedge:problem:", (string?)problem["type"], StringComparison.Ordinal);
        Assert.Contains(detail, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ApiRoutes.Zones, 200)]
    [InlineData(ApiRoutes.Conduits, 200)]
    [InlineData("/api/v1/conduits/filling-modbus/policy", 200)]
    [InlineData("/api/v1/conduits/nobody", 404)]
    [InlineData("/api/v1/conduits/nobody/policy", 404)]
    [InlineData("/api/v1/findings?limit=5&verdict=would-be-refused&since=2026-01-01T00:00:00Z", 200)]
    [InlineData("/api/v1/findings?limit=0", 400)]
    [InlineData("/api/v1/findings?kind=nonsense", 400)]
    [InlineData("/api/v1/findings?since=yesterday", 400)]
    [InlineData("/api/v1/findings/f-00000000", 404)]
    [InlineData("/api/v1/changes?conduit=filling-modbus", 200)]
    [InlineData("/api/v1/changes?conduit=nobody", 404)]
    [InlineData("/api/v1/changes/c-9999", 404)]
    [InlineData("/api/v1/changes/last", 404)]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 200)]
    public async Task Every_path_answers(string path, int status)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site(), servesApi: true);
        using HttpClient client = Client(gateway);

        using HttpResponseMessage response = await client.GetAsync(path, Stop);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_step_that_does_not_exist_is_refused_with_those_that_do()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site(), servesApi: true);
        using HttpClient client = Client(gateway);

        (HttpStatusCode code, JsonNode problem) = await PostAsync(client, "/api/v1/changes/last/applaud", "{}");
        Assert.Equal(HttpStatusCode.NotFound, code);
        Assert.Contains("check, approve, reject, arm, confirm, extend, abort, withdraw, hurt", (string?)problem["detail"], StringComparison.Ordinal);

        (code, problem) = await PostAsync(client, ApiRoutes.For("last", ChangeStep.Confirm), "{}");
        Assert.Equal(HttpStatusCode.Conflict, code);
        Assert.Contains("no change is in trial", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_fails_makes_the_gateway_unready_but_not_dead()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site(), servesApi: true);
        using HttpClient client = Client(gateway);
        gateway.Journal.Fault = "disk full";

        using HttpResponseMessage ready = await client.GetAsync(ApiRoutes.Ready, Stop);
        using HttpResponseMessage live = await client.GetAsync(ApiRoutes.Live, Stop);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("disk full", await ready.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task The_author_is_the_account_behind_the_socket_whatever_the_client_says()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "peer credentials are read on Linux");
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site(), servesApi: true);
        using HttpClient client = Client(gateway);
        client.DefaultRequestHeaders.Add(ApiRoutes.UserHeader, "mallory");

        await PostAsync(client, ApiRoutes.Changes, $$"""{"conduit":"{{Plant.Filling}}","mode":"monitor","reason":"r"}""");

        Assert.Equal(Environment.UserName, gateway.Journal.Changes()[0].Author);
    }

    [Fact]
    public async Task Events_arrive_as_server_sent_events_with_ids()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site(), servesApi: true);
        using HttpClient client = Client(gateway);
        using var request = new HttpRequestMessage(HttpMethod.Get, ApiRoutes.Events);
        request.Headers.Add("Last-Event-ID", "1");
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);

        await gateway.DoneAsync(TestGateway.Mode("monitor"));

        var seen = new List<string>();
        while (!seen.Any(line => line.Contains("\"state\":\"confirmed\"", StringComparison.Ordinal)))
        {
            seen.Add((await reader.ReadLineAsync(Stop))!);
        }

        Assert.Contains("event: gap", seen);
        Assert.Contains("event: change", seen);
        string data = seen.Last();
        Assert.StartsWith("data: {\"id\":", data, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"change\"", data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_socket_is_for_user_and_group_only_and_goes_with_the_gateway()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix rights");
            return;
        }

        TestGateway gateway = await TestGateway.StartAsync(Plant.Site(), servesApi: true);
        string path = gateway.Runtime.SocketPath!;

        Assert.Equal("otedge.sock", Path.GetFileName(path));
        Assert.Equal((UnixFileMode)0b110_110_000, File.GetUnixFileMode(path));
        await gateway.DisposeAsync();
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_socket_left_behind_is_taken_over_and_one_that_answers_is_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix sockets");
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site(), servesApi: true);
        var taken = Assert.Throws<IOException>(() => ApiSocket.Claim(gateway.StateDirectory));
        Assert.Contains("Another gateway answers", taken.Message, StringComparison.Ordinal);

        string elsewhere = Path.Combine(gateway.StateDirectory, "s");
        Directory.CreateDirectory(elsewhere);
        string left = Path.Combine(elsewhere, ApiRoutes.SocketName);
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // Moved away, so that closing it leaves the file behind, as a killed process does.
            string bound = Path.Combine(elsewhere, "b");
            socket.Bind(new UnixDomainSocketEndPoint(bound));
            File.Move(bound, left);
        }

        Assert.True(File.Exists(left));
        Assert.Equal(left, ApiSocket.Claim(elsewhere));
        Assert.False(File.Exists(left));
    }

    private static HttpClient Client(TestGateway gateway)
    {
        string path = gateway.Runtime.SocketPath!;
        return new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = new Uri("http://otedge"),
        };
    }

    private static async Task<(HttpStatusCode Code, JsonNode Body)> PostAsync(HttpClient client, string path, string? body)
    {
        using StringContent? content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync(path, content, Stop);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!);
    }
}
