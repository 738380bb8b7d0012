using OtEdge.OpcUa.Certificates;

namespace OtEdge.Host.Certificates;

/// <summary>A certificate with the file that holds it.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Path">The file.</param>
/// <param name="Certificate">What is in it.</param>
internal sealed record StoredCertificate(CertificatePlace Place, string Path, Certificate Certificate)
{
    /// <summary>The file's name without its ending: how own certificates are called.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
}
