namespace OtEdge.Conduits.Replaying;

/// <summary>What a replay came across.</summary>
public sealed record ReplayTotals
{
    /// <summary>ADUs, or OPC UA service requests, of clients, well-formed or not.</summary>
    public long Requests { get; set; }

    /// <summary>ADUs, or OPC UA service responses, of devices.</summary>
    public long Responses { get; set; }

    /// <summary>Responses whose request is in the capture.</summary>
    public long Pairs { get; set; }

    /// <summary>Requests that are malformed.</summary>
    public long MalformedRequests { get; set; }

    /// <summary>Requests that are encrypted, so that a capture does not show what they ask for.</summary>
    public long NotReadable { get; set; }

    /// <summary>Requests that were encrypted and read with the keys of a key log; they are not counted as not readable.</summary>
    public long Decrypted { get; set; }

    /// <summary>Directions of security tokens whose keys a key log lacks; 0 without a key log.</summary>
    public long TokensWithoutKeys { get; set; }

    /// <summary>Directions of security tokens for which a key log has keys that are not theirs.</summary>
    public long TokensWithWrongKeys { get; set; }

    /// <summary>OPC UA responses that say that the whole request failed.</summary>
    public long ServiceFaults { get; set; }

    /// <summary>OPC UA servers that do not tell their namespaces in the capture.</summary>
    public long ServersWithoutNamespaces { get; set; }

    /// <summary>Places where a stream that was read went on with bytes that are no frame.</summary>
    public long Faults { get; set; }

    /// <summary>Segments passed over while looking for the start of a frame: after a fault, a gap, or a start in the middle.</summary>
    public long SkippedSegments { get; set; }

    /// <summary>Places where the capture lacks bytes.</summary>
    public long Gaps { get; set; }

    /// <summary>Bytes that the capture lacks.</summary>
    public long MissingBytes { get; set; }

    /// <summary>ADUs that a gap or the end of their connection cut off.</summary>
    public long CutFrames { get; set; }

    /// <summary>TCP connections to the device port.</summary>
    public long Connections { get; set; }

    /// <summary>Segments whose bytes had all come before.</summary>
    public long Retransmissions { get; set; }

    /// <summary>Packets of the capture.</summary>
    public long Packets { get; set; }

    /// <summary>Fragments of IP packets, which are not put together.</summary>
    public long Fragments { get; set; }

    /// <summary>Packets whose headers are cut or wrong, or whose link type is not read.</summary>
    public long UnreadPackets { get; set; }

    /// <summary>What is wrong with the capture itself, with the byte where it was seen; null: nothing.</summary>
    public string? Damage { get; set; }
}
