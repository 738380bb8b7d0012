namespace OtEdge.Console.Keeping;

/// <summary>Trusts a certificate that the gateway has not met yet.</summary>
/// <param name="Pem">The certificate as PEM text, `-----BEGIN CERTIFICATE-----` and so on; never a key.</param>
public sealed record CertificateRequest(string Pem = "");
