namespace OtEdge.OpcUa;

/// <summary>What is wrong with a peer's bytes.</summary>
public enum WireFaultKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Framing: no message type of UA-TCP.</summary>
    MessageType,

    /// <summary>Framing: the chunk flag is not F, C or A, or not one that the message type has.</summary>
    ChunkFlag,

    /// <summary>Framing: the chunk is shorter than its headers.</summary>
    ChunkTooShort,

    /// <summary>Framing: the chunk is longer than the receiver's buffer.</summary>
    ChunkTooLong,

    /// <summary>A chunk and its declared size differ; only of bytes that were not framed before.</summary>
    ChunkLength,

    /// <summary>The message type must not come here.</summary>
    UnexpectedMessage,

    /// <summary>The buffer sizes of HEL or ACK are below the smallest that the protocol allows.</summary>
    BufferSize,

    /// <summary>The endpoint URL or another text of a transport message is too long.</summary>
    TransportTextLength,

    /// <summary>The chunk belongs to another secure channel.</summary>
    ChannelId,

    /// <summary>The sequence number does not follow the one before.</summary>
    SequenceNumber,

    /// <summary>A message has more chunks than the limit.</summary>
    ChunkCount,

    /// <summary>A message, or all unfinished ones together, are longer than the limit.</summary>
    MessageLength,

    /// <summary>More messages are unfinished at once than the limit.</summary>
    UnfinishedMessages,

    /// <summary>The chunks of a message have different types, or two messages share a request id.</summary>
    RequestId,

    /// <summary>The bytes end inside a field.</summary>
    Truncated,

    /// <summary>Bytes follow the last field.</summary>
    TrailingBytes,

    /// <summary>The length of a string is negative but not -1, or above the limit.</summary>
    StringLength,

    /// <summary>A string is not UTF-8.</summary>
    StringText,

    /// <summary>The length of an array is negative but not -1, above the limit, or more than the bytes that are left can hold.</summary>
    ArrayLength,

    /// <summary>Values are nested deeper than the limit.</summary>
    Depth,

    /// <summary>The encoding byte of a NodeId is unknown, or has flags of an ExpandedNodeId.</summary>
    NodeIdEncoding,

    /// <summary>The encoding byte of a Variant is unknown.</summary>
    VariantEncoding,

    /// <summary>The encoding byte of an ExtensionObject is unknown.</summary>
    ExtensionObjectEncoding,

    /// <summary>The body of an ExtensionObject is not what its type says.</summary>
    ExtensionObjectBody,

    /// <summary>A mask of optional fields has bits that mean nothing.</summary>
    FieldMask,

    /// <summary>An enumeration has a value that means nothing.</summary>
    EnumerationValue,

    /// <summary>The type of the message is not a numeric id of namespace 0, or is not a service that is known.</summary>
    ServiceType,

    /// <summary>A response is not one to its request.</summary>
    ResponseType,

    /// <summary>A response has not as many results as its request has items.</summary>
    ResultCount,
}
