using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;

namespace OtEdge.OpcUa.Sessions;

/// <summary>
/// The signature by which each side of a session proves that it holds the key of its certificate (OPC UA Part 4, 5.6.2 and 5.6.3): over
/// the other side's certificate and the other side's last nonce.
/// </summary>
public static class SessionProof
{
    /// <summary>Signs for a peer.</summary>
    /// <param name="policy">The policy of the channel; it must be a secure one.</param>
    /// <param name="own">Certificate and key of this side.</param>
    /// <param name="peer">The peer's own certificate, without its issuers.</param>
    /// <param name="peerNonce">The peer's last nonce.</param>
    public static byte[] Sign(SecurityPolicy policy, OwnCertificate own, Certificate peer, ReadOnlySpan<byte> peerNonce)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(peer);
        byte[] signature = new byte[RsaScheme.BlockBytes(own.Key)];
        SchemeOf(policy).Sign(own.Key, [.. peer.Der.Span, .. peerNonce], signature);
        return signature;
    }

    /// <summary>True when the peer has signed for this side. Some peers sign over the certificate with its issuers: that counts too.</summary>
    /// <param name="policy">The policy of the channel; it must be a secure one.</param>
    /// <param name="peer">The peer's certificate.</param>
    /// <param name="own">Certificate of this side, as it was sent.</param>
    /// <param name="ownNonce">The last nonce of this side.</param>
    /// <param name="signature">What the peer has sent.</param>
    public static bool Verify(
        SecurityPolicy policy, PeerCertificate peer, OwnCertificate own, ReadOnlySpan<byte> ownNonce, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(peer);
        ArgumentNullException.ThrowIfNull(own);
        var scheme = SchemeOf(policy);
        return scheme.Verify(peer.Key, [.. own.Certificate.Der.Span, .. ownNonce], signature)
            || (own.ChainBytes.Length != own.Certificate.Der.Length
                && scheme.Verify(peer.Key, [.. own.ChainBytes.Span, .. ownNonce], signature));
    }

    private static RsaScheme SchemeOf(SecurityPolicy policy) =>
        policy.Rsa ?? throw new ArgumentException($"the policy {policy} signs nothing", nameof(policy));
}
