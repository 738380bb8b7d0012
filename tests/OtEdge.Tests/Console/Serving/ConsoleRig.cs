using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OtEdge.Console.Api;
using OtEdge.Core.Zones;
using OtEdge.Host.Web;
using OtEdge.Tests.Gateway;
using Xunit;

namespace OtEdge.Tests.Console.Serving;

/// <summary>A gateway with its console on loopback, and people with one role each.</summary>
internal sealed class ConsoleRig : IAsyncDisposable
{
    private readonly TestGateway gateway;
    private readonly Site site;

    private ConsoleRig(TestGateway gateway, Site site) => (this.gateway, this.site) = (gateway, site);

    public static PersonRoles[] Roles { get; } =
        [.. Enum.GetValues<PersonRoles>().Where(role => role is not (PersonRoles.None or PersonRoles.All))];

    public TestGateway Gateway => gateway;

    public Uri Address => gateway.Runtime.Console!.Address;

    public static async Task<ConsoleRig> StartAsync(Uri? listen = null)
    {
        Site site = Tests.Gateway.Plant.Site() with { People = [.. Roles.Select(role => new Person(NameOf(role), [], role))] };
        return new ConsoleRig(await TestGateway.StartAsync(site, consoleListen: listen ?? new Uri("http://127.0.0.1:0")), site);
    }

    public static string NameOf(PersonRoles role) => $"the-{role}".ToLowerInvariant();

    /// <summary>A browser that trusts the gateway's own certificate alone, cookies kept, origin right.</summary>
    public HttpClient Browser(string? origin = null)
    {
        var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && IsOurs(shown);
        var client = new HttpClient(handler) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("Origin", origin ?? Address.GetLeftPart(UriPartial.Authority));
        return client;
    }

    public async Task<HttpClient> SignedInAsync(string name)
    {
        HttpClient browser = Browser();
        string ticket = gateway.Runtime.Console!.SignInAddress(name).Fragment["#ticket=".Length..];
        using HttpResponseMessage answer = await browser.PostAsJsonAsync(ApiRoutes.Session, new { ticket }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return browser;
    }

    /// <summary>Starts the gateway again, and does something as somebody.</summary>
    public async Task<T> AgainAsync<T>(Func<HttpClient, Task<T>> act, string name)
    {
        await gateway.BootAsync(site);
        using HttpClient browser = await SignedInAsync(name);
        return await act(browser);
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    private bool IsOurs(X509Certificate shown)
    {
        using var own = X509Certificate2.CreateFromPemFile(Path.Combine(gateway.StateDirectory, ConsoleCertificate.FileName));
        return own.GetCertHashString(HashAlgorithmName.SHA256) == shown.GetCertHashString(HashAlgorithmName.SHA256);
    }
}
