using OtEdge.OpcUa.Transport;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>What was inside an OPN chunk.</summary>
/// <param name="Sequence">Its numbers.</param>
/// <param name="Body">The message.</param>
public readonly record struct OpenedChunk(SequenceHeader Sequence, ReadOnlyMemory<byte> Body);
