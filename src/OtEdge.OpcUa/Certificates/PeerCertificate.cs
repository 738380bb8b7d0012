using System.Security.Cryptography;

namespace OtEdge.OpcUa.Certificates;

/// <summary>The certificate of the other side with its public key opened.</summary>
public sealed class PeerCertificate : IDisposable
{
    private PeerCertificate(CertificateChain chain, RSA key)
    {
        Chain = chain;
        Key = key;
    }

    /// <summary>As it was sent.</summary>
    public CertificateChain Chain { get; }

    /// <summary>The peer's own certificate.</summary>
    public Certificate Certificate => Chain.Leaf;

    /// <summary>Its public key.</summary>
    public RSA Key { get; }

    /// <summary>Opens what a peer has sent; null when it is no chain of certificates whose first has an RSA key.</summary>
    public static PeerCertificate? Open(ReadOnlySpan<byte> blob)
    {
        var chain = CertificateChain.Read(blob);
        return chain?.Leaf.OpenRsaKey() is { } key ? new PeerCertificate(chain, key) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();
}
