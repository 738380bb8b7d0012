namespace OtEdge.Console.Api;

/// <summary>How much of a capture could be read.</summary>
public sealed record ReplayCaptureView
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>TCP port of the devices.</summary>
    public required int Port { get; init; }

    /// <summary>Packets in the file.</summary>
    public long Packets { get; init; }

    /// <summary>TCP connections to the port.</summary>
    public long Connections { get; init; }

    /// <summary>Responses whose request is in the capture.</summary>
    public long Pairs { get; init; }

    /// <summary>Responses that carry an exception, or that say that a whole OPC UA request failed.</summary>
    public long Exceptions { get; init; }

    /// <summary>Requests that the protocol does not allow.</summary>
    public long MalformedRequests { get; init; }

    /// <summary>Requests that are encrypted, so that a capture does not show what they ask for; they are not judged.</summary>
    public long NotReadable { get; init; }

    /// <summary>Requests that were encrypted and read with the keys of a key log.</summary>
    public long Decrypted { get; init; }

    /// <summary>Places where a stream went on with bytes that are no frame.</summary>
    public long Faults { get; init; }

    /// <summary>Places where the capture lacks bytes.</summary>
    public long Gaps { get; init; }

    /// <summary>Bytes that the capture lacks.</summary>
    public long MissingBytes { get; init; }

    /// <summary>Frames that a gap or the end of their connection cut off.</summary>
    public long CutFrames { get; init; }

    /// <summary>Segments passed over while looking for the start of a frame.</summary>
    public long SkippedSegments { get; init; }

    /// <summary>Segments whose bytes had all come before.</summary>
    public long Retransmissions { get; init; }

    /// <summary>Fragments of IP packets, which are not put together.</summary>
    public long Fragments { get; init; }

    /// <summary>Packets whose headers are cut or wrong, or whose link type is not read.</summary>
    public long UnreadPackets { get; init; }

    /// <summary>What is wrong with the file itself, with the byte where it was seen; null: nothing.</summary>
    public string? Damage { get; init; }
}
