using System.Security.Cryptography;
using OtEdge.OpcUa.Certificates;

namespace OtEdge.Tests.OpcUa.SecureChannel;

/// <summary>Certificates that tests share: making keys takes long.</summary>
internal static class TestCertificates
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static OwnCertificate Client { get; } = Make("client", 2048);

    public static OwnCertificate Server { get; } = Make("server", 2048);

    public static OwnCertificate LongServer { get; } = Make("long-server", 3072);

    public static OwnCertificate LongClient { get; } = Make("long-client", 4096);

    public static OwnCertificate Make(string name, int bits) => CertificateMaker.MakeSelfSigned(
        new CertificateSubject(name, $"urn:test:{name}", ["localhost", "127.0.0.1"]),
        RSA.Create(bits),
        RandomNumberGenerator.GetBytes(16),
        Now.AddDays(-1),
        Now.AddYears(5));
}
