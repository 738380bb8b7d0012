using OtEdge.OpcUa.Certificates;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>What an OPN chunk is made with.</summary>
/// <param name="ChannelId">The channel; 0 to ask for a new one.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Own">Certificate and key of the sender; null without protection.</param>
/// <param name="Peer">Certificate and public key of the receiver; null without protection.</param>
public readonly record struct AsymmetricTerms(uint ChannelId, SecurityPolicy Policy, OwnCertificate? Own, PeerCertificate? Peer);
