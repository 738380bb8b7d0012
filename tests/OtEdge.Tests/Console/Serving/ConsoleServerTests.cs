using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;
using OtEdge.Core.Zones;
using OtEdge.Host.Metrics;
using OtEdge.Tests.Gateway;
using Xunit;

namespace OtEdge.Tests.Console.Serving;

/// <summary>The console as a browser meets it, over real sockets.</summary>
public sealed class ConsoleServerTests
{
    private const string Password = "correct horse battery";
    private static readonly string Engineer = ConsoleRig.NameOf(PersonRoles.Engineer);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_TLS_the_first_setup_leads_to_a_session_that_a_restart_ends()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync(new Uri("https://127.0.0.1:0"));
        using HttpClient browser = rig.Browser();
        Assert.True((bool)(await SessionAsync(browser))["needs_setup"]!);
        string token = (await File.ReadAllTextAsync(Path.Combine(rig.Gateway.StateDirectory, AccountStore.SetupFileName), Stop)).Trim();

        using HttpResponseMessage stranger = await SetAsync(browser, token, "somebody");
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
        using HttpResponseMessage set = await SetAsync(browser, token, Engineer);

        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        string cookie = Assert.Single(set.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-otedge=", cookie, StringComparison.Ordinal);
        foreach (string word in (string[])["secure", "httponly", "samesite=strict", "path=/"])
        {
            Assert.Contains(word, cookie, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("max-age", string.Concat(set.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
        Assert.Equal(Engineer, (string?)(await SessionAsync(browser))["name"]);
        using HttpResponseMessage status = await browser.GetAsync(ApiRoutes.Status, Stop);
        Assert.Equal(HttpStatusCode.OK, status.StatusCode);
    }

    [Fact]
    public async Task Signing_in_takes_the_right_password_and_signing_out_ends_it()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient administrator = await rig.SignedInAsync(ConsoleRig.NameOf(PersonRoles.Administrator));
        using HttpResponseMessage invited = await administrator.PostAsync(ApiRoutes.For(ApiRoutes.Invitation, Engineer), ConsoleRig.Json("{}"), Stop);
        string token = (string)JsonNode.Parse(await invited.Content.ReadAsStringAsync(Stop))!["token"]!;
        using HttpClient browser = rig.Browser();
        using HttpResponseMessage set = await SetAsync(browser, token, Engineer);
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        using HttpResponseMessage left = await browser.DeleteAsync(ApiRoutes.Session, Stop);
        Assert.Null((string?)(await SessionAsync(browser))["name"]);

        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(browser, Engineer, Password + "!"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(browser, "nobody", Password));
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(browser, Engineer, Password));
        Assert.Equal(["engineer"], (await SessionAsync(browser))["roles"]!.AsArray().Select(role => (string?)role));
    }

    [Fact]
    public async Task Guessing_is_told_to_wait()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient browser = rig.Browser();
        HttpStatusCode last = HttpStatusCode.OK;
        for (int i = 0; i < 6; i++)
        {
            last = await SignInAsync(browser, Engineer, $"guess number {i} of many");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    /// <summary>The traffic goes on when nobody can watch it: the address of another machine is a mistake, not an outage.</summary>
    [Theory]
    [InlineData("https://192.0.2.1:8443")]
    [InlineData("http://192.0.2.1:8080")]
    public async Task An_address_that_this_machine_does_not_have_stops_nothing_but_the_console(string listen)
    {
        Site site = Tests.Gateway.Plant.Site();
        await using TestGateway gateway = await TestGateway.StartAsync(site, consoleListen: new Uri(listen));

        Assert.Null(gateway.Runtime.Console);
        Assert.NotNull(gateway.Runtime.Status());
    }

    /// <summary>The same of metrics.</summary>
    [Fact]
    public async Task Metrics_at_an_address_that_this_machine_does_not_have_are_not_served_and_harm_nobody()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Tests.Gateway.Plant.Site());

        Assert.Null(await MetricsServer.StartAsync(
            new Uri("http://192.0.2.1:9464"), gateway.Runtime.Metrics, gateway.Runtime, TimeProvider.System, NullLoggerFactory.Instance));
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    public async Task What_another_origin_sends_is_refused_even_with_the_cookie(string origin)
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient browser = await rig.SignedInAsync(Engineer);
        browser.DefaultRequestHeaders.Remove("Origin");
        browser.DefaultRequestHeaders.Add("Origin", origin);

        using HttpResponseMessage answer = await browser.PostAsync(ApiRoutes.Reload, ConsoleRig.Json("{}"), Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Foreign origin", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_carries_the_name_of_who_is_signed_in_whatever_a_header_says()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient browser = await rig.SignedInAsync(Engineer);
        browser.DefaultRequestHeaders.Add(ApiRoutes.UserHeader, "root");

        using HttpResponseMessage answer = await browser.PostAsync(
            ApiRoutes.Changes, ConsoleRig.Json($$"""{"conduit":"{{Tests.Gateway.Plant.Filling}}","mode":"monitor","reason":"see more"}"""), Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Engineer, Assert.Single(rig.Gateway.Runtime.Changes(null, 10).Value!).Author);
    }

    [Fact]
    public async Task The_start_page_comes_small_with_safe_headers_and_asks_nobody_else()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        using HttpClient browser = rig.Browser();
        browser.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        using HttpResponseMessage page = await browser.GetAsync("/", Stop);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        string policy = string.Concat(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", string.Concat(page.Headers.GetValues("X-Content-Type-Options")));
        long bytes = 0;
        foreach (string path in rig.Gateway.Runtime.Console!.Endpoints.Select(one => one.RoutePattern.RawText!).Where(path => path.StartsWith("/assets/", StringComparison.Ordinal)))
        {
            using HttpResponseMessage asset = await browser.GetAsync(path, Stop);
            bytes += (await asset.Content.ReadAsByteArrayAsync(Stop)).Length;
            browser.DefaultRequestHeaders.TryAddWithoutValidation("If-None-Match", $"{asset.Headers.ETag}");
            using HttpResponseMessage again = await browser.GetAsync(path, Stop);
            browser.DefaultRequestHeaders.Remove("If-None-Match");
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        }

        Assert.InRange(bytes, 10_000, 150_000);
    }

    private static async Task<JsonNode> SessionAsync(HttpClient browser) => JsonNode.Parse(await browser.GetStringAsync(ApiRoutes.Session, Stop))!;

    private static Task<HttpResponseMessage> SetAsync(HttpClient browser, string token, string name) =>
        browser.PostAsJsonAsync(ApiRoutes.Account, new { token, name, password = Password }, Stop);

    private static async Task<HttpStatusCode> SignInAsync(HttpClient browser, string name, string password)
    {
        using HttpResponseMessage answer = await browser.PostAsJsonAsync(ApiRoutes.Session, new { name, password }, Stop);
        return answer.StatusCode;
    }
}
