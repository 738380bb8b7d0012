using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using OtEdge.Console.Api;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>Break-glass, permits and the audit over the real socket.</summary>
public sealed class ExemptionApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_asked_for_shown_and_told_of_over_the_socket()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site(), servesApi: true);
        await gateway.EnforceAsync();
        using HttpClient client = Client(gateway);

        JsonNode permit = await PostAsync(client, ApiRoutes.For(ApiRoutes.ConduitPermits, Plant.Filling), """{"client":"scada-1","for":"1h","reason":"download"}""");
        Assert.Equal("running", (string?)permit["state"]);
        JsonNode ended = await PostAsync(client, ApiRoutes.For(ApiRoutes.PermitEnd, "p-0001"), "{}");
        Assert.Equal("ended", (string?)ended["state"]);
        JsonNode glass = await PostAsync(client, ApiRoutes.For(ApiRoutes.ConduitBreakGlass, Plant.Filling), """{"reason":"emergency"}""");
        Assert.Equal("b-0001", (string?)glass["id"]);

        JsonNode conduit = JsonNode.Parse(await client.GetStringAsync(ApiRoutes.For(ApiRoutes.Conduit, Plant.Filling), Stop))!;
        Assert.Equal(("monitor", "b-0001"), ((string?)conduit["mode"], (string?)conduit["break_glass"]!["id"]));
        Assert.Single(JsonNode.Parse(await client.GetStringAsync(ApiRoutes.Glasses, Stop))!.AsArray());
        Assert.Single(JsonNode.Parse(await client.GetStringAsync(ApiRoutes.Permits, Stop))!.AsArray());
        JsonArray audit = JsonNode.Parse(await client.GetStringAsync($"{ApiRoutes.Audit}?kind=break_glass", Stop))!.AsArray();
        Assert.Equal("broken", (string?)Assert.Single(audit)!["action"]);
        Assert.True((bool)JsonNode.Parse(await client.GetStringAsync(ApiRoutes.AuditProof, Stop))!["ok"]!);
        Assert.Contains("\"kind\":\"permit\"", await client.GetStringAsync(ApiRoutes.AuditExport, Stop), StringComparison.Ordinal);
        Assert.NotEmpty(await client.GetByteArrayAsync(ApiRoutes.For(ApiRoutes.ChangeArchive, "c-0001"), Stop));
    }

    private static HttpClient Client(TestGateway gateway)
    {
        string path = Path.Combine(gateway.StateDirectory, ApiRoutes.SocketName);
        return new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = new Uri("http://localhost"),
        };
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, string body)
    {
        HttpResponseMessage answer = await client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        string text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }
}
