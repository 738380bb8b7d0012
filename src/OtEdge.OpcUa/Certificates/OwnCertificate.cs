using System.Security.Cryptography;

namespace OtEdge.OpcUa.Certificates;

/// <summary>A certificate of this application with its private key.</summary>
public sealed class OwnCertificate : IDisposable
{
    /// <summary>Puts a certificate and its key together.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="key">Its private key; disposed of with this.</param>
    /// <param name="issuers">Certificates of its issuers, sent along; empty when it is self-signed.</param>
    public OwnCertificate(Certificate certificate, RSA key, params IReadOnlyList<Certificate> issuers)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(issuers);
        Certificate = certificate;
        Key = key;
        ChainBytes = issuers.Aggregate(certificate.Der.ToArray(), (chain, issuer) => [.. chain, .. issuer.Der.Span]);
    }

    /// <summary>The certificate.</summary>
    public Certificate Certificate { get; }

    /// <summary>The certificate and its issuers, as it is sent.</summary>
    public ReadOnlyMemory<byte> ChainBytes { get; }

    /// <summary>The private key.</summary>
    public RSA Key { get; }

    /// <summary>The application that the certificate names; empty when it names none.</summary>
    public string ApplicationUri => Certificate.Extensions.Uris is [var uri, ..] ? uri : "";

    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();
}
