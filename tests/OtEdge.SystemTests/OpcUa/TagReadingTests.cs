using System.Text.Json;
using OtEdge.SystemTests.Peers;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>Regimes by nodes of node-opcua's server that no client reads: OtEdge reads them itself.</summary>
public sealed class TagReadingTests : IAsyncLifetime
{
    private readonly string serverPki = Directory.CreateTempSubdirectory("otedge-pki-").FullName;
    private PeerProcess? server;
    private OtEdgeProcess? gateway;

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
    }

    [Fact]
    public async Task A_regime_holds_by_a_node_that_nobody_reads_and_again_after_the_device_was_restarted()
    {
        await Open("inspection: transparent");
        await Until(async () => (await Regime()).GetProperty("name").GetString() == "filling");
        Assert.Empty((await Regime()).GetProperty("missing").EnumerateArray());

        int port = server!.Port;
        await server.DisposeAsync();
        await Until(async () => (await Tag("line.target")).GetProperty("why").GetString()!.Length > 0);
        server = await PeerProcess.NodeOpcuaServer(port, serverPki);

        await Until(async () => (await Tag("line.target")) is var tag
            && tag.GetProperty("quality").GetString() == "good" && tag.GetProperty("age_seconds").GetDouble() < 5);
    }

    [Fact]
    public async Task Over_an_encrypted_channel_the_node_is_read_once_the_device_is_trusted()
    {
        await Open("device-security: { policy: Aes256_Sha256_RsaPss, mode: SignAndEncrypt }");
        await Until(async () => (await Tag("line.target")).GetProperty("why").GetString()!.Contains("otedge certs trust", StringComparison.Ordinal));
        string said = (await gateway!.Run("doctor")).Output;
        Assert.Contains("line.target is unknown: it cannot be read", said.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("line.target cannot be read", (await gateway.Run("regime")).Output.ReplaceLineEndings(" "), StringComparison.Ordinal);

        string why = (await Tag("line.target")).GetProperty("why").GetString()!;
        (await gateway.Run("certs", "trust", why[(why.LastIndexOf(' ') + 1)..])).Succeeded();

        await Until(async () => (await Regime()).GetProperty("name").GetString() == "filling");
    }

    private async Task Open(string keys)
    {
        (string Path, string Text)[] files = FillingLine.Files(server!.Port, keys);
        files[0].Text = files[0].Text.Replace(
            "hmi: { zone: supervision, address: 127.0.0.1 }",
            """
            hmi: { zone: supervision, address: 127.0.0.1 }
              plc:
                zone: filling
                address: 127.0.0.1
                tags: { line.target: { node: "nsu=http://acme.com/filler/;s=Line1.Target" } }
            regimes:
              filling: { when: "line.target == 20" }
              cleaning: { when: "line.target > 20" }
            """,
            StringComparison.Ordinal);
        gateway = await OtEdgeProcess.Start(files);
    }

    private async Task<JsonElement> Regime() => (await gateway!.Run("regime", "--output", "json")).Succeeded().Json;

    private async Task<JsonElement> Tag(string name) => (await gateway!.Run("tags", "--output", "json")).Succeeded().Json.EnumerateArray()
        .Single(tag => tag.GetProperty("name").GetString() == name);

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (long end = Environment.TickCount64 + 90_000; !await condition(); await Task.Delay(500))
        {
            Assert.True(Environment.TickCount64 < end, "it did not happen within 90 s");
        }
    }
}
