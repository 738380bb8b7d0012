namespace OtEdge.Console.Keeping;

/// <summary>A certificate to be taken out.</summary>
/// <param name="Name">File name for it.</param>
/// <param name="Pem">The certificate as PEM text.</param>
public sealed record CertificateText(string Name, string Pem);
