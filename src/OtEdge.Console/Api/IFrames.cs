namespace OtEdge.Console.Api;

/// <summary>Frames that were kept around findings.</summary>
public interface IFrames
{
    /// <summary>Opens what was kept, oldest first, each a pcapng section; together they are one pcapng file.</summary>
    Answer<IReadOnlyList<Stream>> Export(FrameQuery query);
}
