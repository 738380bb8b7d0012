namespace OtEdge.Console.Keeping;

/// <summary>Trusts a certificate: one that the gateway has not met yet, or one that it has turned away.</summary>
/// <param name="Pem">The certificate as PEM text, `-----BEGIN CERTIFICATE-----` and so on; never a key. Empty: the thumbprint says which.</param>
/// <param name="Thumbprint">Thumbprint of one that the gateway has met; empty: the text is the certificate.</param>
/// <param name="User">True: it is a user's, or an authority's of users, and is trusted as that only, never as an application.</param>
public sealed record CertificateRequest(string Pem = "", string Thumbprint = "", bool User = false);
