namespace OtEdge.Conduits.Replaying;

/// <summary>Takes the streams of a capture's connections, both directions in the order of the capture.</summary>
public interface ICapturedStreamSink
{
    /// <summary>The next bytes of a direction: what one segment adds to it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="side">Who sent them.</param>
    /// <param name="time">When the segment was captured.</param>
    /// <param name="bytes">The bytes; valid during the call.</param>
    void OnBytes(CapturedConnection connection, StreamSide side, DateTimeOffset time, ReadOnlySpan<byte> bytes);

    /// <summary>The capture lacks bytes of a direction here.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="side">Who sent them.</param>
    /// <param name="missingBytes">How many are missing, at least 1.</param>
    void OnGap(CapturedConnection connection, StreamSide side, long missingBytes);

    /// <summary>Nothing more comes of a connection: closed, reset, its ports used again, pushed out, or the capture is over.</summary>
    void OnEnd(CapturedConnection connection);
}
