namespace OtEdge.Conduits.OpcUa;

/// <summary>How long a chunk may be.</summary>
internal static class ChunkLimits
{
    /// <summary>Longest chunk of a client that has no session (reliability: at most 16 KiB before a session).</summary>
    public const int BytesBeforeSession = 16 * 1024;

    /// <summary>Longest chunk ever: a message of 16 MiB in one piece.</summary>
    public const int BytesMax = (16 * 1024 * 1024) + (64 * 1024);
}
