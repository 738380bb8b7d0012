using System.Net;
using System.Net.Sockets;
using System.Text;
using OtEdge.Console.Api;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>Who may do what at the local socket: the account that the kernel knows, and the roles that the settings give it.</summary>
public sealed class SocketRoleTests
{
    private static readonly (string Path, string Body, PersonRoles Role)[] Asked =
    [
        (ApiRoutes.Reload, "{}", PersonRoles.Engineer),
        (ApiRoutes.Regime, """{"regime":null}""", PersonRoles.Operator),
        (ApiRoutes.For(ApiRoutes.FindingTriage, "f-1"), """{"decision":"allow"}""", PersonRoles.Operator),
        (ApiRoutes.For(ApiRoutes.ConduitRestart, Plant.Filling), "{}", PersonRoles.Engineer),
        (ApiRoutes.For(ApiRoutes.ConduitShadow, Plant.Filling), "{}", PersonRoles.Security),
        (ApiRoutes.AlertTest, "{}", PersonRoles.Operator),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_only_looks_may_look_and_nothing_more()
    {
        await using TestGateway gateway = await StartAsync(PersonRoles.Viewer);
        using HttpClient client = Client(gateway);

        foreach ((string path, string body, PersonRoles role) in Asked)
        {
            (HttpStatusCode status, string text) = await PostAsync(client, path, body);
            Assert.True(status == HttpStatusCode.Forbidden, $"{path}: {status} {text}");
            Assert.Contains(role.ToString().ToLowerInvariant(), text, StringComparison.Ordinal);
            Assert.Contains("has only the role viewer", text, StringComparison.Ordinal);
        }

        Assert.NotEmpty(await client.GetStringAsync(ApiRoutes.Status, Stop));
    }

    [Fact]
    public async Task Whose_role_it_is_passes_and_meets_only_what_the_thing_itself_says()
    {
        foreach ((string path, string body, PersonRoles role) in Asked)
        {
            await using TestGateway gateway = await StartAsync(role);
            using HttpClient client = Client(gateway);
            (HttpStatusCode status, string text) = await PostAsync(client, path, body);
            Assert.True(status != HttpStatusCode.Forbidden, $"{path}: {status} {text}");
        }
    }

    [Fact]
    public async Task Where_the_settings_name_nobody_everybody_may_do_everything()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site(), servesApi: true);
        using HttpClient client = Client(gateway);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(client, ApiRoutes.For(ApiRoutes.ConduitRestart, Plant.Filling), "{}")).Status);
    }

    private static Task<TestGateway> StartAsync(PersonRoles roles) =>
        TestGateway.StartAsync(Plant.Site() with { People = [new Person("ida", [Environment.UserName], roles)] }, servesApi: true);

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

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(HttpClient client, string path, string body)
    {
        HttpResponseMessage answer = await client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
