using System.Diagnostics;

namespace OtEdge.RelayBenchmark;

/// <summary>A process that keeps something busy until this is disposed of.</summary>
internal sealed class DisturberProcess(Process process) : IDisposable
{
    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
