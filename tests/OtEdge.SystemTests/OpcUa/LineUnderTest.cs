using System.Text.Json;
using OtEdge.SystemTests.Peers;
using OtEdge.SystemTests.Running;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>node-opcua's server behind a gateway with one conduit, and clients that ask it directly or through OtEdge.</summary>
internal sealed class LineUnderTest : IAsyncDisposable
{
    /// <summary>Keys of a conduit that reads along.</summary>
    public const string Transparent = "inspection: transparent";

    /// <summary>Keys of a conduit that terminates whatever clients may choose.</summary>
    public const string Terminating =
        "inspection: terminate\n"
        + "security: { policies: [None, Basic256Sha256, Aes128_Sha256_RsaOaep, Aes256_Sha256_RsaPss], modes: [None, Sign, SignAndEncrypt], certificates: any }";

    private readonly string folder = Directory.CreateTempSubdirectory("otedge-line-").FullName;
    private PeerProcess? server;
    private OtEdgeProcess? gateway;

    private LineUnderTest()
    {
    }

    public OtEdgeProcess Gateway => gateway!;

    /// <summary>Without OtEdge.</summary>
    public string Direct => $"opc.tcp://127.0.0.1:{server!.Port}/line";

    /// <summary>Through OtEdge.</summary>
    public string Through { get; private set; } = "";

    /// <param name="keys">Keys of the conduit, one a line.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="environment">For the server.</param>
    public static async Task<LineUnderTest> Start(string keys, string policy, params (string Name, string Value)[] environment)
    {
        PeerScripts.NeedNodeOpcua();
        var line = new LineUnderTest();
        try
        {
            line.server = await PeerProcess.NodeOpcuaServer(environment, 0, Path.Combine(line.folder, "server"));
            line.gateway = await OtEdgeProcess.Start(FillingLine.Files(line.server.Port, keys, policy));
            line.Through = $"opc.tcp://127.0.0.1:{await line.gateway.Port("line")}/line";
            return line;
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server and starts it again on the same port with the same certificate.</summary>
    public async Task RestartServer(params (string Name, string Value)[] environment)
    {
        int port = server!.Port;
        await server.DisposeAsync();
        server = await PeerProcess.NodeOpcuaServer(environment, port, Path.Combine(folder, "server"));
    }

    /// <summary>What a client prints.</summary>
    public Task<IReadOnlyList<string>> Client(string url, string security, params string[] steps) => ClientWith([], url, security, steps);

    /// <summary>What a client with further environment variables prints.</summary>
    public Task<IReadOnlyList<string>> ClientWith((string Name, string Value)[] environment, string url, string security, params string[] steps) =>
        PeerScripts.NodeOpcuaWith([("OPCUA_PKI", Path.Combine(folder, "client")), .. environment], url, security, steps);

    /// <summary>What another script prints whose first three arguments are URL, security and the URL without OtEdge.</summary>
    public Task<IReadOnlyList<string>> Script(string script, string url, string security) =>
        PeerScripts.NodeScript(script, [("OPCUA_PKI", Path.Combine(folder, "client"))], url, security, Direct);

    /// <summary>Moves the conduit up to a mode; a device that OtEdge has a channel to is trusted first.</summary>
    public async Task MoveTo(string mode)
    {
        if (mode == "enforce")
        {
            await TrustDevice();
        }

        await Gateway.MoveTo("line", mode);
    }

    /// <summary>Trusts the server's certificate, which OtEdge has turned away while it only observes.</summary>
    public async Task TrustDevice()
    {
        await Client(Through, "SignAndEncrypt", "namespaces");
        foreach (JsonElement one in (await Gateway.Run("certs", "list", "--output", "json")).Succeeded().Json.EnumerateArray())
        {
            if (one.GetProperty("place").GetString() == "rejected" && one.GetProperty("subject").GetString()!.Contains("CN=NodeOPCUA", StringComparison.Ordinal))
            {
                (await Gateway.Run("certs", "trust", one.GetProperty("thumbprint").GetString()!)).Succeeded();
            }
        }
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

        Directory.Delete(folder, recursive: true);
    }
}
