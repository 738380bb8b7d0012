using System.Security.Cryptography;
using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.OpcUa.Certificates;
using OtEdge.Tests.OpcUa.SecureChannel;

namespace OtEdge.Tests.Conduits.OpcUa.Terminating;

/// <summary>Certificates in memory; the keys are made once, because that takes long.</summary>
internal sealed class FakeCertificates : IConduitCertificates
{
    private static readonly RSA ServerKey = RSA.Create(2048);
    private static readonly RSA ClientKey = RSA.Create(2048);
    private readonly Dictionary<CertificateRole, OwnCertificate> own = [];

    public List<Certificate> Trusted { get; } = [TestCertificates.Client.Certificate, TestCertificates.Server.Certificate];

    public List<Certificate> TurnedAway { get; } = [];

    public List<Certificate> TrustedUsers { get; } = [];

    public Dictionary<string, byte[]> Passwords { get; } = [];

    /// <summary>Own certificates by which OtEdge is a user; each is asked for once, because it is disposed of.</summary>
    public Dictionary<string, Func<OwnCertificate>> Users { get; } = [];

    public OwnCertificate Server => own[CertificateRole.Server];

    public OwnCertificate? Find(string conduit, CertificateRole role) => own.GetValueOrDefault(role);

    public OwnCertificate Make(string conduit, CertificateRole role, CertificateSubject subject) =>
        own[role] = CertificateMaker.MakeSelfSigned(
            subject,
            role == CertificateRole.Server ? ServerKey : ClientKey,
            RandomNumberGenerator.GetBytes(16),
            TestCertificates.Now.AddDays(-1),
            TestCertificates.Now.AddYears(1));

    public void Replace(CertificateRole role, OwnCertificate next) => own[role] = next;

    public TrustList Trust() => new() { Trusted = [.. Trusted] };

    public TrustList TrustOfUsers() => new() { Trusted = [.. TrustedUsers] };

    public OwnCertificate? FindUser(string name) => Users.GetValueOrDefault(name)?.Invoke();

    public byte[] ReadPassword(string file) =>
        Passwords.TryGetValue(file, out byte[]? password) ? [.. password] : throw new IOException($"the password file {file} cannot be read");

    public void TurnAway(Certificate certificate) => TurnedAway.Add(certificate);
}
