using System.Diagnostics;

namespace OtEdge.RelayBenchmark;

/// <summary>A process of this program that keeps something busy until this is disposed of.</summary>
internal sealed class DisturberProcess : IDisposable
{
    private readonly Process process;

    private DisturberProcess(string[] arguments) => process = Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;

    public static DisturberProcess Start(string[] arguments) => new(arguments);

    /// <summary>Starts one that says a line when it is ready, and waits for that.</summary>
    public static async Task<DisturberProcess> StartAsync(string[] arguments, CancellationToken cancellation)
    {
        var started = new DisturberProcess(arguments);
        await started.process.StandardOutput.ReadLineAsync(cancellation);
        return started;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
