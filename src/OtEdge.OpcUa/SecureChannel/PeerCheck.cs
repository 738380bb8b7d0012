using OtEdge.OpcUa.Certificates;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>Judges a peer's certificate before anything is done with its keys; any thread may call it.</summary>
/// <param name="chain">As the peer has sent it.</param>
/// <param name="now">The time of day.</param>
/// <returns>Null: it may pass. Otherwise what is wrong, for the log; the peer is told only that security checks failed.</returns>
public delegate CertificateFlaw? PeerCheck(CertificateChain chain, DateTimeOffset now);
