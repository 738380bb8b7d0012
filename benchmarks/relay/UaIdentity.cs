using System.Security.Cryptography;
using OtEdge.OpcUa.Certificates;

namespace OtEdge.RelayBenchmark;

/// <summary>Certificates of clients and device, made once a run: making keys takes longer than a slot.</summary>
internal static class UaIdentity
{
    public const string Client = "client", Device = "device";

    private const int KeyBits = 2048, SerialBytes = 16;

    /// <summary>The application that a certificate names.</summary>
    public static string UriOf(string name) => $"urn:otedge:benchmark:{name}";

    /// <summary>File of a certificate, DER.</summary>
    public static string FileOf(string folder, string name) => Path.Combine(folder, $"{name}.der");

    /// <summary>Makes both in a folder.</summary>
    public static void MakeAll(string folder)
    {
        foreach (string name in new[] { Client, Device })
        {
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            using OwnCertificate made = CertificateMaker.MakeSelfSigned(
                new CertificateSubject($"Benchmark {name}", UriOf(name), ["127.0.0.1"]),
                RSA.Create(KeyBits),
                RandomNumberGenerator.GetBytes(SerialBytes),
                now.AddHours(-1),
                now.AddDays(1));
            File.WriteAllBytes(FileOf(folder, name), made.Certificate.Der.ToArray());
            File.WriteAllText(KeyOf(folder, name), made.Key.ExportPkcs8PrivateKeyPem());
        }
    }

    /// <summary>Reads one of them.</summary>
    public static OwnCertificate Read(string folder, string name)
    {
        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(KeyOf(folder, name)));
        return new OwnCertificate(Certificate.Read(File.ReadAllBytes(FileOf(folder, name)))!, key);
    }

    private static string KeyOf(string folder, string name) => Path.Combine(folder, $"{name}.pem");
}
