using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OtEdge.SystemTests.Peers;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>node-opcua's server calls OtEdge, and OtEdge calls node-opcua's client: their own implementations of reverse connect.</summary>
public sealed class ReverseConnectTests : IAsyncLifetime
{
    private const string Uri = "urn:acme:filler";
    private const string Transparent = "inspection: transparent";
    private const string Terminating = "security: { certificates: any }";
    private const string DevicesCall = "reverse-connect: { listen: 127.0.0.1:0, servers: [\"urn:acme:filler\"] }";
    private readonly string clientPki = Directory.CreateTempSubdirectory("otedge-pki-").FullName;
    private readonly int clientPort = FreePort();
    private PeerProcess? server;
    private OtEdgeProcess? gateway;

    private string ClientsCalled => $"endpoint-url: opc.tcp://localhost:4840/line\nreverse-connect: {{ clients: [\"opc.tcp://127.0.0.1:{clientPort}\"], server-uri: \"{Uri}\", retry: 200ms }}";

    public ValueTask InitializeAsync()
    {
        PeerScripts.NeedNodeOpcua();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (gateway is not null)
        {
            await gateway.DisposeAsync();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(clientPki, recursive: true);
    }

    [Fact]
    public async Task A_device_that_calls_in_is_judged_as_one_that_is_dialled()
    {
        await OpenForCalls($"{Transparent}\n{DevicesCall}");
        Assert.Contains("call", (await gateway!.Run("conduits", "show", "line")).Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("no device", await Doctor(), StringComparison.Ordinal);
        await gateway.MoveTo("line", "enforce");
        Assert.Equal(FillingLine.SeenWhileEnforcing, await Dial("None"));
        Assert.Contains("readBack 42 0 49", await PeerScripts.NodeOpcua($"opc.tcp://127.0.0.1:{server!.Port}/line", "None", "readBack"));
    }

    [Fact]
    public async Task Behind_a_device_that_calls_in_encrypted_batches_are_judged_item_by_item()
    {
        await OpenForCalls($"{Terminating}\n{DevicesCall}");
        Assert.Contains("connect done", await Dial("SignAndEncrypt", "namespaces"));
        await TrustDevice();
        await gateway!.MoveTo("line", "enforce");
        Assert.Equal(FillingLine.SeenWhileEnforcing, await Dial("SignAndEncrypt:Aes256_Sha256_RsaPss"));
        Assert.Equal(["connect done", "drop Good 7 same session true", "close done"], await Dial("SignAndEncrypt", "drop"));
    }

    [Fact]
    public async Task A_client_that_is_called_is_judged_as_one_that_connects()
    {
        server = await PeerProcess.NodeOpcuaServer();
        gateway = await OtEdgeProcess.Start(FillingLine.Files(server.Port, $"{Transparent}\n{ClientsCalled}"));
        Assert.Contains("cannot be called", await Doctor(), StringComparison.Ordinal);
        await gateway.MoveTo("line", "enforce");
        Assert.Equal(FillingLine.SeenWhileEnforcing, await BeCalled("None"));
        Assert.Contains("readBack 42 0 49", await PeerScripts.NodeOpcua($"opc.tcp://127.0.0.1:{server.Port}/line", "None", "readBack"));
        string findings = (await gateway.Run("findings", "--output", "json")).Succeeded().Output;
        Assert.Contains($"the client opc.tcp://127.0.0.1:{clientPort} cannot be called", findings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Between_a_device_that_calls_in_and_a_client_that_is_called_everything_encrypted_is_judged()
    {
        string both = $"endpoint-url: opc.tcp://localhost:4840/line\nreverse-connect: {{ listen: 127.0.0.1:0, servers: [\"{Uri}\"], clients: [\"opc.tcp://127.0.0.1:{clientPort}\"], retry: 200ms }}";
        await OpenForCalls($"{Terminating}\n{both}");
        Assert.Contains("connect done", await Dial("SignAndEncrypt", "namespaces"));
        await TrustDevice();
        await gateway!.MoveTo("line", "enforce");
        Assert.Equal(FillingLine.SeenWhileEnforcing, await BeCalled("SignAndEncrypt"));
    }

    [Fact]
    public async Task A_device_that_nobody_named_is_turned_away_and_told_of()
    {
        gateway = await OtEdgeProcess.Start(FillingLine.Files(1, $"{Transparent}\n{DevicesCall}"));
        Assert.Contains("no device has called in", await Doctor(), StringComparison.Ordinal);
        server = await PeerProcess.CallingNodeOpcuaServer($"opc.tcp://{await Listen()}", "urn:acme:stranger");
        await Until(async () => (await Calls()).GetProperty("turned_away_total").GetInt64() > 0);
        Assert.Empty((await Calls()).GetProperty("waiting").EnumerateArray());
        Assert.Contains("urn:acme:stranger", (await gateway.Run("findings", "--output", "json")).Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("connect done", await Dial("None", "read"));
    }

    [Fact]
    public async Task A_device_that_was_restarted_calls_again_and_its_client_comes_back()
    {
        await OpenForCalls($"{Transparent}\n{DevicesCall}");
        Task<IReadOnlyList<string>> client = Dial("None", "outlast");
        await Until(async () => (await Conduit()).GetProperty("requests_total").GetInt64() > 5);
        await server!.DisposeAsync();

        // So long that the client, which asks on, notices that it is away.
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        server = await PeerProcess.CallingNodeOpcuaServer($"opc.tcp://{await Listen()}", Uri);
        Assert.Contains("outlast back 7", await client);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    // The device has port 1, where nothing listens: whatever reaches it has come over a call.
    private async Task OpenForCalls(string keys)
    {
        gateway = await OtEdgeProcess.Start(FillingLine.Files(1, keys));
        server = await PeerProcess.CallingNodeOpcuaServer($"opc.tcp://{await Listen()}", Uri);
        await Until(async () => (await Calls()).GetProperty("waiting").GetArrayLength() > 0);
    }

    private async Task<IReadOnlyList<string>> Dial(string security, params string[] steps) => await PeerScripts.NodeOpcuaWith(
        [("OPCUA_PKI", clientPki)], $"opc.tcp://127.0.0.1:{await gateway!.Port("line")}/line", security, steps);

    private async Task<IReadOnlyList<string>> BeCalled(string security, params string[] steps) => await PeerScripts.NodeOpcuaWith(
        [("OPCUA_PKI", clientPki), ("OPCUA_LISTEN", $"{clientPort}"), ("OPCUA_URI", Uri)],
        $"opc.tcp://127.0.0.1:{await gateway!.Port("line")}/line",
        security,
        steps);

    private async Task TrustDevice()
    {
        foreach (JsonElement one in (await gateway!.Run("certs", "list", "--output", "json")).Succeeded().Json.EnumerateArray())
        {
            if (one.GetProperty("place").GetString() == "rejected" && one.GetProperty("subject").GetString()!.Contains("CN=NodeOPCUA", StringComparison.Ordinal))
            {
                (await gateway.Run("certs", "trust", one.GetProperty("thumbprint").GetString()!)).Succeeded();
            }
        }
    }

    private async Task<string> Doctor() => (await gateway!.Run("doctor", "--output", "json")).Output;

    private async Task<JsonElement> Conduit() => (await gateway!.Run("status", "--output", "json")).Succeeded().Json.GetProperty("conduits")[0];

    private async Task<JsonElement> Calls() => (await Conduit()).GetProperty("reverse_connect");

    private async Task<string> Listen() => (await Calls()).GetProperty("listen").GetString()!;

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (long end = Environment.TickCount64 + 60_000; !await condition(); await Task.Delay(200))
        {
            Assert.True(Environment.TickCount64 < end, "it did not happen within 60 s");
        }
    }
}
