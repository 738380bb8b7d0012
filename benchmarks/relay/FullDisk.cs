namespace OtEdge.RelayBenchmark;

/// <summary>While this is, a process can write to no file, as on a full disk; needs no rights beyond those over the process.</summary>
internal sealed class FullDisk : IDisposable
{
    private readonly int process;

    public FullDisk(int process)
    {
        this.process = process;
        Native.LimitFileBytes(process, 0);
    }

    public void Dispose() => Native.LimitFileBytes(process, null);
}
