using System.Diagnostics;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Peers;

/// <summary>Where the third-party peers are, and what is missing on this machine.</summary>
internal static class PeerScripts
{
    /// <summary>Debian's own interpreter: the one that sees Debian's packages.</summary>
    public const string Python = "/usr/bin/python3";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    public static string Path(string script) =>
        System.IO.Path.Combine(Repository.Root, "tests", "OtEdge.SystemTests", "peers", script);

    public static void NeedLibmodbus() =>
        Need(Runs(Python, "-c", "import ctypes; ctypes.CDLL('libmodbus.so.5')"), "Debian's libmodbus5 and python3");

    public static void NeedPymodbus() => Need(Runs(Python, "-c", "import pymodbus"), "Debian's python3-pymodbus");

    public static void NeedMbpoll() => Need(File.Exists("/usr/bin/mbpoll"), "Debian's mbpoll");

    public static void NeedModbusSerial() =>
        Need(Directory.Exists(Path("node_modules/modbus-serial")), "npm's modbus-serial (npm ci in the peers folder)");

    public static void NeedNodeOpcua() =>
        Need(Directory.Exists(Path("node_modules/node-opcua")), "npm's node-opcua (npm ci in the peers folder)");

    /// <summary>What the node-opcua client prints about each step, without what node-opcua itself prints.</summary>
    public static async Task<IReadOnlyList<string>> NodeOpcua(string url, string mode, params string[] steps) =>
        [.. (await Transcript("node", [Path("opcua_client.mjs"), url, mode, .. steps])).Where(line => char.IsLetter(line[0]))];

    /// <summary>The same with environment variables for the client.</summary>
    public static async Task<IReadOnlyList<string>> NodeOpcuaWith((string Name, string Value)[] environment, string url, string security, params string[] steps) =>
        [.. (await Transcript(environment, "node", [Path("opcua_client.mjs"), url, security, .. steps])).Where(line => char.IsLetter(line[0]))];

    /// <summary>What the node-opcua client prints that asks who it is taken for.</summary>
    public static async Task<IReadOnlyList<string>> NodeOpcuaIdentity((string Name, string Value)[] environment, string url, string pki, params string[] steps) =>
        [.. (await Transcript(environment, "node", [Path("opcua_identity_client.mjs"), url, pki, .. steps])).Where(line => char.IsLetter(line[0]))];

    /// <summary>What another script of node-opcua prints, without what node-opcua itself prints.</summary>
    public static async Task<IReadOnlyList<string>> NodeScript(string script, (string Name, string Value)[] environment, params string[] arguments) =>
        [.. (await Transcript(environment, "node", [Path(script), .. arguments])).Where(line => char.IsLetter(line[0]))];

    /// <summary>Runs a client to its end and gives what it printed, line by line.</summary>
    public static Task<IReadOnlyList<string>> Transcript(string program, params string[] arguments) => Transcript([], program, arguments);

    private static async Task<IReadOnlyList<string>> Transcript((string Name, string Value)[] environment, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience + TimeSpan.FromSeconds(int.Parse(start.Environment.TryGetValue("OPCUA_SECONDS", out string? seconds) ? seconds! : "0")));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end; it printed: {await output}");
        }

        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await errors}\n{await output}");
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static void Need(bool present, string what)
    {
        if (!present)
        {
            Assert.Skip($"not installed here: {what}; tests/run installs it");
        }
    }

    private static bool Runs(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
            using Process? process = Process.Start(start);
            process?.WaitForExit();
            return process?.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
