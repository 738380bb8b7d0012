using System.Diagnostics;
using OtEdge.SystemTests.Peers;
using Xunit;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>A node-opcua client that reads on until it is told to stop.</summary>
internal sealed class HeldClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process process;
    private readonly Task<string> errors;

    private HeldClient(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts one, and waits until it has a session.</summary>
    public static async Task<HeldClient> Start(string url, string pki, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("node", [PeerScripts.Path("opcua_identity_client.mjs"), url, pki, "hold"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        var held = new HeldClient(Process.Start(start) ?? throw new InvalidOperationException("node did not start"));
        Assert.Equal("holding", await held.Line("holding"));
        return held;
    }

    /// <summary>Tells it to stop, and gives how it went.</summary>
    public async Task<string> Stop()
    {
        process.StandardInput.Close();
        return await Line("hold");
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private async Task<string> Line(string beginning)
    {
        using var patience = new CancellationTokenSource(Patience);
        List<string> seen = [];
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            seen.Add(line);
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"the client ended after {string.Join(" / ", seen)}: {await errors}");
    }
}
