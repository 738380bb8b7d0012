namespace OtEdge.RelayBenchmark;

/// <summary>Several at once.</summary>
internal sealed class Disturbances(params IDisposable[] all) : IDisposable
{
    public void Dispose() => Array.ForEach(all, one => one.Dispose());
}
