using System.Diagnostics;

namespace OtEdge.SystemTests.Peers;

/// <summary>A third-party server in a process of its own; ends when it is disposed of.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process process;

    private PeerProcess(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    public static Task<PeerProcess> LibmodbusServer() => Python("libmodbus_server.py");

    public static Task<PeerProcess> PymodbusServer() => Python("pymodbus_server.py");

    public static Task<PeerProcess> ModbusSerialServer() => Start("node", PeerScripts.Path("modbus_serial_server.mjs"));

    /// <param name="port">0: any free one.</param>
    /// <param name="pki">Where its certificate is kept; null: it makes a new one.</param>
    public static Task<PeerProcess> NodeOpcuaServer(int port = 0, string? pki = null) =>
        NodeOpcuaServer([], port, pki);

    /// <summary>One that calls a client by itself (reverse connect).</summary>
    /// <param name="client">Where the client waits.</param>
    /// <param name="uri">The application URI that it gives.</param>
    /// <param name="pki">Where its certificate is kept; null: it makes a new one.</param>
    public static Task<PeerProcess> CallingNodeOpcuaServer(string client, string uri, string? pki = null) =>
        NodeOpcuaServer([("OPCUA_CALL", client), ("OPCUA_URI", uri)], 0, pki);

    /// <summary>One with environment variables.</summary>
    public static Task<PeerProcess> NodeOpcuaServer((string Name, string Value)[] environment, int port, string? pki) => Start(
        environment,
        "node",
        PeerScripts.Path("opcua_server.mjs"),
        [port.ToString(System.Globalization.CultureInfo.InvariantCulture), .. pki is null ? [] : new[] { pki }]);

    /// <param name="port">0: any free one.</param>
    /// <param name="pki">Where its certificate is kept.</param>
    /// <param name="more">strict: it takes only clients that are trusted there.</param>
    public static Task<PeerProcess> NodeOpcuaIdentityServer(int port, string pki, params string[] more) =>
        Start("node", PeerScripts.Path("opcua_identity_server.mjs"), [port.ToString(System.Globalization.CultureInfo.InvariantCulture), pki, .. more]);

    private static Task<PeerProcess> Python(string script) => Start(PeerScripts.Python, PeerScripts.Path(script));

    private static Task<PeerProcess> Start(string program, string script, params string[] arguments) => Start([], program, script, arguments);

    private static async Task<PeerProcess> Start((string Name, string Value)[] environment, string program, string script, string[] arguments)
    {
        var start = new ProcessStartInfo(program, [script, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        string? line;
        while ((line = await process.StandardOutput.ReadLineAsync(patience.Token)) is not null)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new PeerProcess(process, int.Parse(line.AsSpan(6)));
            }
        }

        throw new InvalidOperationException($"{Path.GetFileName(script)} ended before it was ready: {await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process.Dispose();
    }
}
