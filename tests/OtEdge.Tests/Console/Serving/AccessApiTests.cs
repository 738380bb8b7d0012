using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;
using OtEdge.Console.Serving;
using OtEdge.Core.Auditing;
using OtEdge.Core.Zones;
using OtEdge.Host.Commands;
using OtEdge.Tests.Commands;
using Xunit;

namespace OtEdge.Tests.Console.Serving;

/// <summary>Tokens, sessions and invitations as programs and people meet them.</summary>
public sealed class AccessApiTests
{
    private static readonly string Administrator = ConsoleRig.NameOf(PersonRoles.Administrator);
    private static readonly string Engineer = ConsoleRig.NameOf(PersonRoles.Engineer);
    private static readonly string Viewer = ConsoleRig.NameOf(PersonRoles.Viewer);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_reads_what_its_person_may_until_it_is_over()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        string secret = await TokenAsync(rig, Engineer, """{"label":"grafana","for":"30d"}""");
        using HttpClient program = Program(rig, secret);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(program, ApiRoutes.Status));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(program, "/metrics"));
        Assert.DoesNotContain(secret, await File.ReadAllTextAsync(Path.Combine(rig.Gateway.StateDirectory, TokenStore.FileName), Stop), StringComparison.Ordinal);

        using HttpResponseMessage reload = await program.PostAsync(ApiRoutes.Reload, ConsoleRig.Json("{}"), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, reload.StatusCode);
        Assert.Contains("Not for this token", await reload.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        rig.Gateway.Time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(program, ApiRoutes.Status));
    }

    /// <summary>Whoever may only prepare gets no step taken by a word in the proposal.</summary>
    [Fact]
    public async Task A_token_for_proposing_proposes_and_nothing_more()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient program = Program(rig, await TokenAsync(rig, Engineer, """{"label":"ci","scope":"propose"}"""));
        string proposal = $$"""{"conduit":"{{Tests.Gateway.Plant.Filling}}","mode":"monitor","reason":"see more","yes":true}""";

        using HttpResponseMessage walked = await program.PostAsync(ApiRoutes.Changes, ConsoleRig.Json(proposal), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, walked.StatusCode);
        Assert.Empty(rig.Gateway.Runtime.Changes(null, 10).Value!);

        using HttpResponseMessage proposed = await program.PostAsync(ApiRoutes.Changes, ConsoleRig.Json(proposal.Replace(",\"yes\":true", "", StringComparison.Ordinal)), Stop);
        Assert.Equal(HttpStatusCode.OK, proposed.StatusCode);
        Assert.Equal("draft", Assert.Single(rig.Gateway.Runtime.Changes(null, 10).Value!).State, ignoreCase: true);
    }

    [Fact]
    public async Task A_token_that_is_revoked_is_worth_nothing_at_once_and_the_audit_knows_both()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        string secret = await TokenAsync(rig, Engineer, """{"label":"ci","scope":"propose"}""");
        using HttpClient program = Program(rig, secret);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(program, ApiRoutes.Status));

        using HttpClient administrator = await rig.SignedInAsync(Administrator);
        JsonNode listed = Assert.Single(JsonNode.Parse(await administrator.GetStringAsync(ApiRoutes.Tokens, Stop))!.AsArray())!;
        Assert.Null((string?)listed["secret"]);
        using HttpResponseMessage revoked = await administrator.DeleteAsync(ApiRoutes.For(ApiRoutes.Token, (string)listed["id"]!), Stop);

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(program, ApiRoutes.Status));
        AuditView[] told = rig.Gateway.Runtime.Audit.Entries(new AuditQuery(AuditKind.Access)).Value!;
        Assert.Equal(["token_made", "token_revoked"], told.Select(entry => entry.Action));
        Assert.DoesNotContain(told, entry => entry.Text.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_but_an_administrator_makes_a_token_for_somebody_else_or_sees_theirs()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        await TokenAsync(rig, Engineer, """{"label":"mine"}""");
        using HttpClient viewer = await rig.SignedInAsync(Viewer);
        using HttpResponseMessage foreign = await viewer.PostAsync(ApiRoutes.Tokens, ConsoleRig.Json($$"""{"label":"x","person":"{{Engineer}}"}"""), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Empty(JsonNode.Parse(await viewer.GetStringAsync(ApiRoutes.Tokens, Stop))!.AsArray());

        string id = rig.Gateway.Runtime.Management.Tokens.All[0].Id;
        using HttpResponseMessage revoke = await viewer.DeleteAsync(ApiRoutes.For(ApiRoutes.Token, id), Stop);
        Assert.Equal(HttpStatusCode.NotFound, revoke.StatusCode);
        using HttpClient administrator = await rig.SignedInAsync(Administrator);
        using HttpResponseMessage made = await administrator.PostAsync(ApiRoutes.Tokens, ConsoleRig.Json($$"""{"label":"x","person":"{{Engineer}}"}"""), Stop);
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
    }

    [Theory]
    [InlineData("""{"label":""}""", "what the token is for")]
    [InlineData("""{"label":"x","for":"400d"}""", "expected one such as 90d")]
    [InlineData("""{"label":"x","for":"1s"}""", "1m to 365d")]
    [InlineData("""{"label":"x","scope":"everything"}""", "not the JSON")]
    public async Task A_token_is_refused_with_what_was_expected(string body, string detail)
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient engineer = await rig.SignedInAsync(Engineer);
        using HttpResponseMessage answer = await engineer.PostAsync(ApiRoutes.Tokens, ConsoleRig.Json(body), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(detail, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_ends_the_session_of_another()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient engineer = await rig.SignedInAsync(Engineer);
        using HttpClient administrator = await rig.SignedInAsync(Administrator);
        JsonArray own = JsonNode.Parse(await engineer.GetStringAsync(ApiRoutes.Sessions, Stop))!.AsArray();
        Assert.Equal(Engineer, (string?)Assert.Single(own)!["person"]);
        Assert.Equal(2, JsonNode.Parse(await administrator.GetStringAsync(ApiRoutes.Sessions, Stop))!.AsArray().Count);

        using HttpResponseMessage ended = await administrator.DeleteAsync(ApiRoutes.For(ApiRoutes.OneSession, (string)own[0]!["id"]!), Stop);

        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(engineer, ApiRoutes.Status));
    }

    [Fact]
    public async Task From_elsewhere_a_command_goes_by_TLS_with_a_token_and_the_fingerprint_of_the_certificate()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync(new Uri("https://127.0.0.1:0"));
        MadeToken made = rig.Gateway.Runtime.Management.Tokens.Make(Engineer, "laptop", TokenScope.Read, TimeSpan.FromDays(1)).Value!;
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(
            Path.Combine(rig.Gateway.StateDirectory, OtEdge.Host.Web.ConsoleCertificate.FileName));
        string fingerprint = OtEdge.Host.Web.ConsoleCertificate.FingerprintOf(certificate);

        CommandRun status = await FarAsync(rig, made.Secret, fingerprint, "status", "--output", "json");
        Assert.Equal(ExitCode.Done, status.Code);
        Assert.Equal("leipzig", status.Json.GetProperty("site").GetString());

        CommandRun reload = await FarAsync(rig, made.Secret, fingerprint, "reload");
        Assert.Equal(ExitCode.Refused, reload.Code);
        Assert.Contains("scope act", reload.Error, StringComparison.Ordinal);

        CommandRun other = await FarAsync(rig, made.Secret, new string('0', 64), "status");
        Assert.Equal(ExitCode.Unreachable, other.Code);
        Assert.Contains("OTEDGE_FINGERPRINT", other.Error, StringComparison.Ordinal);
        CommandRun tokenless = await FarAsync(rig, "", fingerprint, "status");
        Assert.Equal(ExitCode.Wrong, tokenless.Code);
        Assert.Contains("otedge users token", tokenless.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_invite_and_make_tokens()
    {
        FakeApi api = new FakeApi()
            .On("POST /api/v1/users/alice/invitation", """{"name":"alice","token":"s3cret","until":"2026-03-04T12:00:00Z"}""")
            .On("POST /api/v1/tokens", """{"id":"t-1","label":"ci","person":"alice","scope":"propose","since":"2026-03-01T12:00:00Z","until":"2026-03-31T12:00:00Z","secret":"otedge_x"}""")
            .On("DELETE /api/v1/tokens/t-1", "");
        CommandRun invited = await CommandRun.With(api, "users", "invite", "alice");
        Assert.Equal("s3cret", invited.Output.Split('\n')[0].Trim());
        CommandRun made = await CommandRun.With(api, "users", "token", "alice", "--label", "ci", "--scope", "propose", "--for", "30d");
        Assert.Equal("otedge_x", made.Output.Split('\n')[0].Trim());
        Assert.Contains("""{"label":"ci","person":"alice","scope":"propose","for":"30d"}""", api.Requests[^1], StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await CommandRun.With(api, "users", "revoke", "t-1")).Code);
    }

    private static async Task<CommandRun> FarAsync(ConsoleRig rig, string token, string fingerprint, params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        Surroundings far = CommandRun.Surroundings(new FakeApi(), output, error) with
        {
            Environment = name => name switch
            {
                "OTEDGE_GATEWAY" => rig.Address.ToString(),
                "OTEDGE_TOKEN" => token,
                "OTEDGE_FINGERPRINT" => fingerprint,
                _ => null,
            },
        };
        ExitCode code = await new CommandLine(far).RunAsync(arguments, Stop);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    private static async Task<string> TokenAsync(ConsoleRig rig, string person, string body)
    {
        using HttpClient browser = await rig.SignedInAsync(person);
        using HttpResponseMessage answer = await browser.PostAsync(ApiRoutes.Tokens, ConsoleRig.Json(body), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<TokenView>(ApiJson.Options, Stop))!.Secret!;
    }

    private static HttpClient Program(ConsoleRig rig, string secret)
    {
        var client = new HttpClient { BaseAddress = rig.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string path)
    {
        using HttpResponseMessage answer = await client.GetAsync(path, Stop);
        return answer.StatusCode;
    }
}
