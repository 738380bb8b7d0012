using Microsoft.Extensions.Logging;
using OtEdge.Conduits.FlightRecording;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.FlightRecording;

/// <summary>Keeps the frames around findings in a directory of bounded size; the oldest make room. Thread-safe.</summary>
internal sealed partial class FrameStore : IFrameSink, IFrames
{
    /// <summary>Most bytes of all captures together.</summary>
    public const long BytesMaxDefault = 64 * 1024 * 1024;

    private readonly string directory;
    private readonly SiteNames names;
    private readonly ILogger logger;
    private readonly long bytesMax;
    private readonly Lock gate = new();
    private readonly Queue<KeptFrames> kept = [];
    private long bytes;
    private bool isLoaded;

    /// <summary>Makes a store; its directory is made with the first capture.</summary>
    /// <param name="directory">Where the captures lie; nothing else does.</param>
    /// <param name="names">Names of conduits and clients.</param>
    /// <param name="logger">Where a disk that fails is logged.</param>
    /// <param name="bytesMax">Most bytes of all captures together.</param>
    public FrameStore(string directory, SiteNames names, ILogger logger, long bytesMax = BytesMaxDefault)
    {
        this.directory = directory;
        this.names = names;
        this.logger = logger;
        this.bytesMax = bytesMax;
    }

    /// <inheritdoc/>
    public void Take(FrameCapture capture)
    {
        Finding finding = FindingWords.Of(capture.Finding, names);
        using var content = new MemoryStream();
        capture.Write(content, $"finding {finding.Id}: {finding.Text}");
        try
        {
            Keep(new KeptFrames(finding.LastSeen, finding.Conduit, finding.Id, content.Length), content.ToArray());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogNotKept(logger, finding.Id, fault.Message);
        }
    }

    /// <inheritdoc/>
    public Answer<IReadOnlyList<Stream>> Export(FrameQuery query)
    {
        var sections = new List<Stream>();
        try
        {
            lock (gate)
            {
                Load();
                foreach (KeptFrames one in kept.Where(one => IsWanted(one, query)))
                {
                    sections.Add(File.OpenRead(PathOf(one)));
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            sections.ForEach(section => section.Dispose());
            return new Refusal(RefusalKind.Failed, "Frames cannot be read", $"what was kept in {directory} cannot be read: {fault.Message}");
        }

        return sections.Count > 0
            ? sections
            : new Refusal(
                RefusalKind.Unknown,
                "No frames kept",
                "no frames were kept that fit; they are kept around refusals and would-be refusals, the newest 64 MiB.");
    }

    private static bool IsWanted(KeptFrames one, FrameQuery query) =>
        (query.Finding is null || one.Finding == query.Finding)
        && (query.Conduit is null || one.Conduit == query.Conduit)
        && (query.Since is null || one.Utc >= query.Since);

    private void Keep(KeptFrames next, byte[] content)
    {
        lock (gate)
        {
            Load();
            Directory.CreateDirectory(directory);
            while (kept.Count > 0 && bytes + next.Bytes > bytesMax)
            {
                KeptFrames oldest = kept.Dequeue();
                bytes -= oldest.Bytes;
                File.Delete(PathOf(oldest));
            }

            // A name that is not whole yet is nobody's capture.
            string path = PathOf(next);
            File.WriteAllBytes(path + ".part", content);
            File.Move(path + ".part", path, overwrite: true);
            kept.Enqueue(next);
            bytes += next.Bytes;
        }
    }

    private void Load()
    {
        if (isLoaded)
        {
            return;
        }

        isLoaded = true;
        FileInfo[] files = Directory.Exists(directory) ? new DirectoryInfo(directory).GetFiles() : [];
        foreach (FileInfo file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            if (KeptFrames.Of(file) is { } one)
            {
                kept.Enqueue(one);
                bytes += one.Bytes;
            }
        }
    }

    private string PathOf(KeptFrames one) => Path.Combine(directory, one.FileName);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The frames around finding {Finding} cannot be kept: {Reason}")]
    private static partial void LogNotKept(ILogger logger, string finding, string reason);
}
