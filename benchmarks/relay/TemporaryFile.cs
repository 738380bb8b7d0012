namespace OtEdge.RelayBenchmark;

/// <summary>A file that is there while this is.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string path;

    public TemporaryFile(string path, string text)
    {
        this.path = path;
        File.WriteAllText(path, text);
    }

    public void Dispose() => File.Delete(path);
}
