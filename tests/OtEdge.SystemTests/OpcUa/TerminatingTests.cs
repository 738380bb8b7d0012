using System.Text.Json;
using OtEdge.SystemTests.Peers;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>node-opcua on both sides of a conduit that terminates their secure channels.</summary>
public sealed class TerminatingTests : IAsyncLifetime
{
    private const string AnyClient = "security: { certificates: any }";
    private readonly string serverPki = Directory.CreateTempSubdirectory("otedge-pki-").FullName;
    private readonly string clientPki = Directory.CreateTempSubdirectory("otedge-pki-").FullName;
    private PeerProcess? server;
    private OtEdgeProcess? gateway;

    private string Direct => $"opc.tcp://127.0.0.1:{server!.Port}/line";

    public async ValueTask InitializeAsync()
    {
        PeerScripts.NeedNodeOpcua();
        server = await PeerProcess.NodeOpcuaServer(pki: serverPki);
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

        Directory.Delete(serverPki, recursive: true);
        Directory.Delete(clientPki, recursive: true);
    }

    [Theory]
    [InlineData("Basic256Sha256")]
    [InlineData("Aes128_Sha256_RsaOaep")]
    [InlineData("Aes256_Sha256_RsaPss")]
    public async Task An_encrypted_client_works_as_without_OtEdge_and_everything_is_judged(string policy)
    {
        string url = await Open($"{AnyClient}\ndevice-security: {{ policy: {policy}, mode: SignAndEncrypt }}");
        await gateway!.MoveTo("line", "monitor");
        string security = $"SignAndEncrypt:{policy}:operator:secret";
        await Client(Direct, security, "writeBatch");
        IReadOnlyList<string> direct = await Client(Direct, security);
        Assert.Contains("subscribe Good=50 seen 50", direct);
        Assert.Contains("big Good true", direct);
        Assert.Equal(direct, await Client(url, security));
        JsonElement conduit = (await gateway.Run("status", "--output", "json")).Succeeded().Json.GetProperty("conduits")[0];
        Assert.True(conduit.GetProperty("would_be_refused_total").GetInt64() >= 5, $"{conduit}");
        Assert.Equal(0, conduit.GetProperty("refused_total").GetInt64());
        string findings = (await gateway.Run("findings", "--output", "json")).Succeeded().Output;
        Assert.Contains("Line1.Secret", findings, StringComparison.Ordinal);
        Assert.Contains("operator", findings, StringComparison.Ordinal);
        Assert.Contains("urn:acme:mes", findings, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SignAndEncrypt", "")]
    [InlineData("Sign", "device-security: { policy: None, mode: None }")]
    [InlineData("SignAndEncrypt:Aes256_Sha256_RsaPss", "device-security: { policy: None, mode: None }")]
    public async Task Enforcing_refuses_single_items_of_encrypted_batches_and_the_session_lives_on(string security, string deviceSecurity)
    {
        string url = await Open($"{AnyClient}\n{deviceSecurity}");
        await TrustDevice(url, security);
        await gateway!.MoveTo("line", "enforce");
        Assert.Equal(FillingLine.SeenWhileEnforcing, await Client(url, security));
        Assert.Contains("readBack 42 0 49", await Client(Direct, "None", "readBack"));
    }

    [Fact]
    public async Task A_policy_by_items_writes_what_is_allowed_of_an_encrypted_batch()
    {
        string url = await Open(AnyClient, FillingLine.Policy
            .Replace("protocol: opc-ua", "protocol: opc-ua\nbatch: item", StringComparison.Ordinal)
            .Replace("s=Line1.Text\"", "s=Line1.T*\"", StringComparison.Ordinal));
        await TrustDevice(url, "SignAndEncrypt");
        await gateway!.MoveTo("line", "enforce");
        Assert.Equal(
            ["connect done", "writeBatch Good=49 BadUserAccessDenied=1", "readBack 20 500 500", "callForbidden BadUserAccessDenied", "close done"],
            await Client(url, "SignAndEncrypt", "writeBatch", "readBack", "callForbidden"));
    }

    [Fact]
    public async Task Rules_hold_for_the_user_of_the_encrypted_session()
    {
        string url = await Open(AnyClient, FillingLine.Policy.Replace(
            "    clients: [hmi]\n    allow: [write]", "    clients: [hmi]\n    users: [operator]\n    allow: [write]", StringComparison.Ordinal));
        await TrustDevice(url, "SignAndEncrypt");
        await gateway!.MoveTo("line", "enforce");
        Assert.Equal(["connect done", "write Good=1", "close done"], await Client(url, "SignAndEncrypt:Basic256Sha256:operator:secret", "write"));
        Assert.Equal(["connect done", "write fault BadUserAccessDenied", "close done"], await Client(url, "SignAndEncrypt", "write"));
        Assert.DoesNotContain("connect done", await Client(url, "SignAndEncrypt:Basic256Sha256:operator:wrong", "write"));
    }

    [Fact]
    public async Task A_client_or_device_that_is_not_trusted_is_kept_out_until_people_trust_it()
    {
        string url = await Open("");
        Assert.DoesNotContain("connect done", await Client(url, "SignAndEncrypt", "read"));
        await TrustTurnedAway("CN=mes");
        Assert.Contains("read Good=50 sum 1225", await Client(url, "SignAndEncrypt", "read"));
        await gateway!.MoveTo("line", "enforce");
        Assert.DoesNotContain("connect done", await Client(url, "SignAndEncrypt", "read"));
        await TrustTurnedAway("CN=NodeOPCUA");
        Assert.Contains("read Good=50 sum 1225", await Client(url, "SignAndEncrypt", "read"));
        string findings = (await gateway.Run("findings", "--output", "json")).Succeeded().Output;
        Assert.Contains("otedge certs trust", findings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commissioning_tries_both_sides_and_says_what_is_left_to_do()
    {
        await Open("");
        CommandResult before = await gateway!.Run("certs", "commission", "line");
        Assert.Equal(1, before.ExitCode);
        Assert.Contains("TO DO  OtEdge trusts the device", before.Output, StringComparison.Ordinal);
        Assert.Contains("otedge certs trust", before.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_protection_clients_may_only_ask_what_is_offered()
    {
        string url = await Open(AnyClient);
        IReadOnlyList<string> refused = await Client(url, "None", "read");
        Assert.DoesNotContain("connect done", refused);
        Assert.DoesNotContain(refused, line => line.StartsWith("read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_request_is_lost_while_tokens_of_10_s_are_renewed()
    {
        string url = await Open(AnyClient);
        IReadOnlyList<string> seen = await PeerScripts.NodeOpcuaWith([("OPCUA_TOKEN", "10000"), ("OPCUA_SECONDS", "25")], url, "SignAndEncrypt", "load");
        Assert.Equal(["connect done", "load lost 0 renewed true much true gaps 0 breaks 0", "close done"], seen);
    }

    [Fact]
    public async Task A_client_comes_back_after_the_device_was_restarted()
    {
        string url = await Open(AnyClient);
        int port = server!.Port;
        Task<IReadOnlyList<string>> client = Client(url, "SignAndEncrypt", "outlast");
        await Until(async () => await Requests() > 5);
        await server.DisposeAsync();
        server = await PeerProcess.NodeOpcuaServer(port, serverPki);
        Assert.Contains("outlast back 7", await client);
    }

    [Fact]
    public async Task A_session_goes_on_when_its_client_comes_back_on_another_channel()
    {
        string url = await Open(AnyClient);
        Assert.Equal(["connect done", "drop Good 7 same session true", "close done"], await Client(url, "SignAndEncrypt:Basic256Sha256:operator:secret", "drop"));
    }

    private async Task<string> Open(string keys, string policy = FillingLine.Policy)
    {
        gateway = await OtEdgeProcess.Start(FillingLine.Files(server!.Port, keys, policy));
        return $"opc.tcp://127.0.0.1:{await gateway.Port("line")}/line";
    }

    private Task<IReadOnlyList<string>> Client(string url, string security, params string[] steps) =>
        PeerScripts.NodeOpcuaWith([("OPCUA_PKI", clientPki), ("OPCUA_STRICT", url == Direct || security == "None" ? "0" : "1")], url, security, steps);

    // While it only observes, a device whose certificate nobody trusts yet is a finding; its certificate waits among those turned away.
    private async Task TrustDevice(string url, string security)
    {
        Assert.Contains("connect done", await Client(url, security, "namespaces"));
        if ((await TurnedAway("CN=NodeOPCUA")).Length > 0)
        {
            await TrustTurnedAway("CN=NodeOPCUA");
        }
    }

    private async Task TrustTurnedAway(string subject)
    {
        JsonElement one = Assert.Single(await TurnedAway(subject));
        (await gateway!.Run("certs", "trust", one.GetProperty("thumbprint").GetString()!)).Succeeded();
    }

    private async Task<JsonElement[]> TurnedAway(string subject) =>
    [
        .. (await gateway!.Run("certs", "list", "--output", "json")).Succeeded().Json.EnumerateArray()
            .Where(one => one.GetProperty("place").GetString() == "rejected" && one.GetProperty("subject").GetString()!.Contains(subject, StringComparison.Ordinal)),
    ];

    private async Task<long> Requests() =>
        (await gateway!.Run("status", "--output", "json")).Succeeded().Json.GetProperty("conduits")[0].GetProperty("requests_total").GetInt64();

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (long end = Environment.TickCount64 + 30_000; !await condition(); await Task.Delay(200))
        {
            Assert.True(Environment.TickCount64 < end, "it did not happen within 30 s");
        }
    }
}
