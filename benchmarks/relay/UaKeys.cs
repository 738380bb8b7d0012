using OtEdge.OpcUa.Certificates;

namespace OtEdge.RelayBenchmark;

/// <summary>What a client needs for a protected channel.</summary>
/// <param name="Own">Its certificate with its key.</param>
/// <param name="Server">What the server has shown.</param>
internal sealed record UaKeys(OwnCertificate Own, PeerCertificate Server);
