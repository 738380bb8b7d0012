namespace OtEdge.OpcUa.SecureChannel;

/// <summary>Fills bytes with cryptographic randomness; any thread may call it.</summary>
public delegate void RandomFill(Span<byte> bytes);
