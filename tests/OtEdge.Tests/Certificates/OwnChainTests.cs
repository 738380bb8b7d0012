using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Console.Keeping;
using OtEdge.Host.Certificates;
using OtEdge.OpcUa.Certificates;
using OtEdge.Tests.OpcUa.SecureChannel;
using Xunit;
using SigningRequest = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace OtEdge.Tests.Certificates;

/// <summary>Own certificates that authorities have signed, and what is sent of their issuers.</summary>
public sealed class OwnChainTests : IDisposable
{
    private readonly string state = Directory.CreateTempSubdirectory("otedge-chain-").FullName;
    private readonly CertificateStore store;
    private readonly OwnCertificates own;
    private readonly X509Certificate2 root = Authority("root", null);
    private readonly X509Certificate2 plant;

    public OwnChainTests()
    {
        store = new CertificateStore(state);
        own = new OwnCertificates(store, new FakeTimeProvider(TestCertificates.Now));
        plant = Authority("plant", root);
    }

    public void Dispose()
    {
        root.Dispose();
        plant.Dispose();
        Directory.Delete(state, recursive: true);
    }

    [Fact]
    public void A_signed_certificate_with_its_issuers_is_taken_in_and_sent_whole_leaf_first()
    {
        Assert.True(own.Renew("line", new RenewalRequest { ApplicationUri = "urn:line" }).IsDone);
        string leaf = Signed("line", plant);
        Assert.True(own.Renew("line", new RenewalRequest { Pem = leaf + "\n" + plant.ExportCertificatePem() + "\n" + root.ExportCertificatePem() }).IsDone);
        Assert.Equal(["CN=plant", "CN=root"], store.In(CertificatePlace.Issuers).Select(one => one.Certificate.SubjectName).Order());
        Assert.Empty(store.In(CertificatePlace.Trusted));

        using OwnCertificate found = store.Own("line")!;
        CertificateChain sent = CertificateChain.Read(found.ChainBytes.Span)!;
        Assert.Equal(["CN=OtEdge line, O=OtEdge", "CN=plant", "CN=root"], sent.Certificates.Select(one => one.SubjectName));
        var list = new TrustList { Trusted = [Certificate.Read(root.RawData)!] };
        CertificateVerdict verdict = CertificateJudge.Judge(new CertificateQuestion(sent, CertificateRole.Server, TestCertificates.Now), list);
        Assert.Null(verdict.FirstBeyond(CertificateVerdict.Lapsed));
    }

    [Fact]
    public void An_issuer_of_the_same_name_that_has_not_signed_is_not_sent()
    {
        using X509Certificate2 twin = Authority("plant", null);
        own.Renew("line", new RenewalRequest());
        own.Renew("line", new RenewalRequest { Pem = Signed("line", plant) });
        store.KeepIssuer(Certificate.Read(twin.RawData)!);
        using OwnCertificate alone = store.Own("line")!;
        Assert.Equal(alone.Certificate.Der.Length, alone.ChainBytes.Length);
        store.KeepIssuer(Certificate.Read(plant.RawData)!);
        using OwnCertificate chained = store.Own("line")!;
        Assert.Equal(2, CertificateChain.Read(chained.ChainBytes.Span)!.Certificates.Count);
    }

    [Fact]
    public void What_cannot_be_taken_in_changes_nothing()
    {
        own.Renew("line", new RenewalRequest());
        string before = store.In(CertificatePlace.Own)[0].Certificate.ThumbprintText;
        using var other = RSA.Create(2048);
        string[] wrong =
        [
            "", "hello", root.ExportCertificatePem(), Signed("line", plant) + "\n" + other.ExportPkcs8PrivateKeyPem(),
            string.Join('\n', Enumerable.Repeat(Signed("line", plant), CertificateChain.CountMax + 1)),
        ];
        Assert.All(wrong, pem => Assert.False(own.Renew("line", new RenewalRequest { Pem = pem }).IsDone));
        Assert.False(own.Renew("line", new RenewalRequest { KeyBits = 1024 }).IsDone);
        Assert.False(own.Renew("line", new RenewalRequest { Days = 0 }).IsDone);
        Assert.False(own.Renew("line", new RenewalRequest { Hosts = ["not a host"] }).IsDone);
        Assert.False(own.Renew("../line", new RenewalRequest()).IsDone);
        Assert.Equal(before, Assert.Single(store.In(CertificatePlace.Own)).Certificate.ThumbprintText);
        Assert.Empty(store.In(CertificatePlace.Issuers));
    }

    [Fact]
    public void A_key_that_is_another_ones_is_said_and_never_used()
    {
        own.Renew("line", new RenewalRequest());
        own.Renew("other", new RenewalRequest());
        File.Copy(Path.Combine(store.PrivateDirectory, "other.pem"), Path.Combine(store.PrivateDirectory, "line.pem"), overwrite: true);
        Assert.Contains("otedge certs renew line", Assert.Throws<IOException>(() => store.Own("line")).Message);
    }

    private string Signed(string name, X509Certificate2 issuer)
    {
        SigningRequest request = SigningRequest.LoadSigningRequestPem(
            own.Request(name).Value!, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
        using X509Certificate2 made = request.Create(
            issuer.SubjectName,
            X509SignatureGenerator.CreateForRSA(issuer.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1),
            TestCertificates.Now.AddDays(-1),
            TestCertificates.Now.AddYears(1),
            RandomNumberGenerator.GetBytes(8));
        return made.ExportCertificatePem();
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer)
    {
        var key = RSA.Create(2048);
        var request = new SigningRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        if (issuer is null)
        {
            return request.CreateSelfSigned(TestCertificates.Now.AddYears(-1), TestCertificates.Now.AddYears(9));
        }

        using X509Certificate2 made = request.Create(
            issuer.SubjectName,
            X509SignatureGenerator.CreateForRSA(issuer.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1),
            TestCertificates.Now.AddYears(-1),
            TestCertificates.Now.AddYears(5),
            [7]);
        return made.CopyWithPrivateKey(key);
    }
}
