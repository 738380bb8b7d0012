namespace OtEdge.Testing.Hex;

/// <summary>Who sends a golden frame.</summary>
public enum GoldenFrameKind
{
    /// <summary>A client's ADU.</summary>
    Request,

    /// <summary>A device's ADU, to the request before it in the file.</summary>
    Reply,

    /// <summary>Bytes of a client, whole ADUs or not.</summary>
    Stream,
}
