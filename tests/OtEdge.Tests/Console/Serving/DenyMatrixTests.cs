using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;
using OtEdge.Console.Serving;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Console.Serving;

/// <summary>Every endpoint of the console against every role, and against nobody.</summary>
public sealed class DenyMatrixTests
{
    private static readonly string[] DeniedTitles = ["Not for this role", "Not over the network", "Not for this token"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_role_passes_the_gate_where_the_table_says_so_and_nowhere_else()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        (string Method, string Route)[] guarded = [.. Guarded(rig)];
        Assert.True(guarded.Length > 15, $"only {guarded.Length} endpoints");
        foreach (PersonRoles role in ConsoleRig.Roles)
        {
            using HttpClient browser = await rig.SignedInAsync(ConsoleRig.NameOf(role));
            foreach ((string method, string route) in guarded.Where(one => one.Route != ApiRoutes.Events))
            {
                string? title = await DeniedAsync(browser, method, route);
                bool allowed = (AccessTable.Needed(method, route) & role) != 0;
                Assert.True(allowed == (title is null), $"{role} at {method} {route}: {title ?? "let in"}");
            }
        }
    }

    [Fact]
    public async Task Each_token_passes_the_gate_where_its_scope_and_its_person_allow_and_nowhere_else()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        const PersonRoles Role = PersonRoles.Engineer;
        foreach (TokenScope scope in Enum.GetValues<TokenScope>())
        {
            MadeToken made = rig.Gateway.Runtime.Management.Tokens.Make(ConsoleRig.NameOf(Role), "matrix", scope, TimeSpan.FromDays(1)).Value!;
            using HttpClient program = rig.Browser(origin: "http://elsewhere.example");
            program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Secret);
            foreach ((string method, string route) in Guarded(rig).Where(one => one.Route != ApiRoutes.Events))
            {
                string? title = await DeniedAsync(program, method, route);
                bool allowed = (AccessTable.Needed(method, route) & Role) != 0 && scope >= AccessTable.ScopeNeeded(method, route, "arm");
                Assert.True(allowed == (title is null), $"{scope} at {method} {route}: {title ?? "let in"}");
            }
        }
    }

    [Fact]
    public async Task Nobody_gets_anywhere_without_signing_in()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient browser = rig.Browser();
        foreach ((string method, string route) in Guarded(rig))
        {
            using HttpResponseMessage answer = await browser.SendAsync(Request(method, route), Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {route}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Every_endpoint_that_does_something_has_a_row_in_the_table()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        string[] missing = [.. Guarded(rig).Where(one => AccessTable.Needed(one.Method, one.Route) == PersonRoles.None).Select(one => $"{one.Method} {one.Route}")];
        Assert.True(missing.Length == 0, $"add them to AccessTable: {string.Join(", ", missing)}");
    }

    // The stream of events answers with its first event, so it is asked for when there is one.
    [Fact]
    public async Task Every_role_may_follow_events()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        foreach (PersonRoles role in ConsoleRig.Roles)
        {
            using HttpClient browser = await rig.SignedInAsync(ConsoleRig.NameOf(role));
            Task<HttpResponseMessage> asked = browser.GetAsync(ApiRoutes.Events, HttpCompletionOption.ResponseHeadersRead, Stop);
            while (!asked.IsCompleted)
            {
                await rig.Gateway.Runtime.RestartAsync(Tests.Gateway.Plant.Filling, "the test", Stop);
                await Task.WhenAny(asked, Task.Delay(50, Stop));
            }

            using HttpResponseMessage answer = await asked;
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    private static IEnumerable<(string Method, string Route)> Guarded(ConsoleRig rig) =>
        from endpoint in rig.Gateway.Runtime.Console!.Endpoints
        where endpoint.Metadata.GetMetadata<OpenToAll>() is null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, endpoint.RoutePattern.RawText!);

    private static async Task<string?> DeniedAsync(HttpClient browser, string method, string route)
    {
        using HttpResponseMessage answer = await browser.SendAsync(Request(method, route), HttpCompletionOption.ResponseHeadersRead, Stop);
        if (answer.StatusCode != HttpStatusCode.Forbidden)
        {
            Assert.NotEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
            return null;
        }

        // What is behind the gate may forbid, too, in other words.
        string title = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["title"]!;
        return DeniedTitles.Contains(title) ? title : null;
    }

    private static HttpRequestMessage Request(string method, string route)
    {
        string path = route.Replace("{step}", "arm", StringComparison.Ordinal);
        while (path.IndexOf('{', StringComparison.Ordinal) is >= 0 and var start)
        {
            path = path[..start] + "none" + path[(path.IndexOf('}', start) + 1)..];
        }

        return new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = method is "GET" ? null : ConsoleRig.Json("{}"),
        };
    }
}
