namespace OtEdge.OpcUa.Transport;

/// <summary>The first 8 bytes of every chunk.</summary>
/// <param name="Type">The message type.</param>
/// <param name="Kind">Which part of its message it is.</param>
/// <param name="Bytes">Length of the whole chunk, this header included.</param>
public readonly record struct ChunkHeader(MessageType Type, ChunkKind Kind, int Bytes)
{
    /// <summary>Bytes of this header.</summary>
    public const int HeaderBytes = 8;

    /// <summary>True for a chunk of a secure channel: OPN, MSG or CLO.</summary>
    public bool IsSecure => Type is MessageType.OpenChannel or MessageType.Message or MessageType.CloseChannel;
}
