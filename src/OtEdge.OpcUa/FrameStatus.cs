namespace OtEdge.OpcUa;

/// <summary>What framing or assembling says of the bytes at hand.</summary>
public enum FrameStatus
{
    /// <summary>A whole chunk or message is there.</summary>
    Done,

    /// <summary>Nothing is wrong so far, but it is not whole.</summary>
    NeedMore,

    /// <summary>The sender has given up the message; it is over without being whole.</summary>
    Aborted,

    /// <summary>The bytes are wrong. There is nothing to find the next chunk by: the stream is over.</summary>
    Fault,
}
