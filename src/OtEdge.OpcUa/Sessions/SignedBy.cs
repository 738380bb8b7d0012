namespace OtEdge.OpcUa.Sessions;

/// <summary>A signature with the name of its algorithm (SignatureData, OPC UA Part 4, 7.37).</summary>
/// <param name="Algorithm">URI of the algorithm.</param>
/// <param name="Signature">The signature.</param>
public sealed record SignedBy(string Algorithm, ReadOnlyMemory<byte> Signature);
