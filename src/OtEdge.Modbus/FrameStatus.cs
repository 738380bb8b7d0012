namespace OtEdge.Modbus;

/// <summary>What framing says of the bytes at hand.</summary>
public enum FrameStatus
{
    /// <summary>A whole frame is there.</summary>
    Done,

    /// <summary>Nothing is wrong so far, but the frame is not whole.</summary>
    NeedMore,

    /// <summary>The bytes are no frame. There is nothing to find the next one by: the stream is over.</summary>
    Fault,
}
