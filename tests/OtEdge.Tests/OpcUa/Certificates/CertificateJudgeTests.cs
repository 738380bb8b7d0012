using System.Security.Cryptography.X509Certificates;
using OtEdge.OpcUa.Certificates;
using OtEdge.Testing.Mutation;
using OtEdge.Tests.OpcUa.SecureChannel;
using Xunit;

namespace OtEdge.Tests.OpcUa.Certificates;

/// <summary>Judging a peer's certificate, step by step.</summary>
public sealed class CertificateJudgeTests
{
    private static readonly DateTimeOffset Now = TestCertificates.Now;
    private static readonly TestAuthority Authority = new("plant-ca");

    [Fact]
    public void A_certificate_that_was_made_says_what_was_asked_for()
    {
        var made = TestCertificates.Server.Certificate;
        Assert.Equal(["urn:test:server"], made.Extensions.Uris);
        Assert.Equal(["localhost"], made.Extensions.DnsNames);
        Assert.Equal("127.0.0.1", Assert.Single(made.Extensions.Addresses).ToString());
        Assert.True(made.Extensions.Usage!.Value.HasFlag(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment));
        Assert.False(made.Extensions.IsAuthority);
        Assert.Equal("CN=server, O=OtEdge", made.SubjectName);
        using var asSystem = X509CertificateLoader.LoadCertificate(made.Der.Span);
        Assert.Equal(asSystem.Thumbprint, made.ThumbprintText);
        Assert.Equal(asSystem.NotAfter.ToUniversalTime(), made.NotAfter.UtcDateTime);
    }

    [Fact]
    public void A_trusted_certificate_that_signs_itself_has_no_flaw() => Assert.True(Judge(TestCertificates.Server.Certificate).IsFlawless);

    [Fact]
    public void Nobody_is_trusted_by_an_empty_list() =>
        AssertKinds(CertificateJudge.Judge(Question(TestCertificates.Server.Certificate), TrustList.Empty), CertificateFlawKind.Untrusted);

    [Fact]
    public void A_certificate_of_the_same_name_is_not_the_trusted_one()
    {
        using var twin = TestCertificates.Make("server", 2048);
        AssertKinds(
            CertificateJudge.Judge(Question(twin.Certificate), new TrustList { Trusted = [TestCertificates.Server.Certificate] }),
            CertificateFlawKind.Untrusted);
    }

    [Fact]
    public void Application_host_and_role_are_compared()
    {
        var question = Question(TestCertificates.Server.Certificate);
        AssertKinds(Judge(question with { ApplicationUri = "urn:other" }), CertificateFlawKind.Uri);
        AssertKinds(Judge(question with { HostName = "plc.local" }), CertificateFlawKind.HostName);
        Assert.True(Judge(question with { ApplicationUri = "urn:test:server", HostName = "LOCALHOST" }).IsFlawless);
        Assert.True(Judge(question with { HostName = "127.0.0.1" }).IsFlawless);
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(3000)]
    public void Outside_its_time_it_lapses_and_that_can_be_tolerated(int days)
    {
        var verdict = Judge(Question(TestCertificates.Server.Certificate) with { Now = Now.AddDays(days) });
        AssertKinds(verdict, CertificateFlawKind.Time);
        Assert.Null(verdict.FirstBeyond(CertificateVerdict.Lapsed));
        Assert.NotNull(verdict.FirstBeyond());
    }

    [Fact]
    public void Short_keys_and_weak_signatures_are_found()
    {
        using var weak = TestCertificates.Make("short", 1024);
        AssertKinds(CertificateJudge.Judge(Question(weak.Certificate), Trusting(weak.Certificate)), CertificateFlawKind.Policy);
        var sha1 = Certificate.Read(SaysSha1(TestCertificates.Server.Certificate.Der.ToArray()))!;
        AssertKinds(CertificateJudge.Judge(Question(sha1), Trusting(sha1)), CertificateFlawKind.Policy);
    }

    [Fact]
    public void An_authority_that_is_trusted_makes_those_trusted_that_it_has_issued()
    {
        var leaf = Authority.Issue("plc");
        var list = new TrustList { Trusted = [Authority.Certificate], Revocations = [Authority.Revoke()] };
        Assert.True(CertificateJudge.Judge(Question(leaf), list).IsFlawless);
        AssertKinds(
            CertificateJudge.Judge(Question(leaf), list with { Trusted = [], Issuers = [Authority.Certificate] }), CertificateFlawKind.Untrusted);
        AssertKinds(
            CertificateJudge.Judge(Question(leaf), TrustList.Empty), CertificateFlawKind.ChainIncomplete, CertificateFlawKind.Untrusted);
    }

    [Fact]
    public void Revocation_is_judged_by_the_issuers_own_list()
    {
        var leaf = Authority.Issue("plc");
        var list = new TrustList { Trusted = [Authority.Certificate] };
        AssertKinds(CertificateJudge.Judge(Question(leaf), list), CertificateFlawKind.RevocationUnknown);
        AssertKinds(
            CertificateJudge.Judge(Question(leaf), list with { Revocations = [Authority.Revoke(leaf)] }), CertificateFlawKind.Revoked);
        var forger = new TestAuthority("plant-ca");
        AssertKinds(
            CertificateJudge.Judge(Question(leaf), list with { Revocations = [forger.Revoke(leaf)] }), CertificateFlawKind.RevocationUnknown);
        var verdict = CertificateJudge.Judge(
            Question(leaf) with { Now = Now.AddDays(60) }, list with { Revocations = [Authority.Revoke()] });
        AssertKinds(verdict, CertificateFlawKind.RevocationUnknown);
    }

    [Fact]
    public void An_application_cannot_issue_certificates()
    {
        var plain = new TestAuthority("not-a-ca", isAuthority: false);
        var leaf = plain.Issue("plc");
        Assert.Contains(
            CertificateJudge.Judge(Question(leaf), Trusting(plain.Certificate)).Flaws, flaw => flaw.Kind == CertificateFlawKind.IssuerUse);
    }

    [Fact]
    public void A_forged_signature_is_found()
    {
        var forger = new TestAuthority("plant-ca");
        var verdict = CertificateJudge.Judge(Question(forger.Issue("plc")), Trusting(Authority.Certificate));
        AssertKinds(verdict, CertificateFlawKind.Signature, CertificateFlawKind.Untrusted);
    }

    [Fact]
    public void A_chain_is_read_up_to_its_limit()
    {
        byte[] one = TestCertificates.Server.Certificate.Der.ToArray();
        Assert.Equal(2, CertificateChain.Read([.. one, .. one])!.Certificates.Count);
        Assert.Null(CertificateChain.Read([.. Enumerable.Repeat(one, CertificateChain.CountMax + 1).SelectMany(bytes => bytes)]));
        Assert.Null(CertificateChain.Read([.. one, 0x30]));
        Assert.Null(CertificateChain.Read([]));
    }

    [Fact]
    public void Broken_certificates_and_lists_are_refused_without_a_fall()
    {
        byte[] list = Authority.RevokeBytes(Authority.Issue("plc"));
        var mutator = new Mutator(SeededRun.Seed, [TestCertificates.Server.Certificate.Der.ToArray(), list, Authority.Certificate.Der.ToArray()]);
        for (int i = 0; i < SeededRun.Mutations / 5; i++)
        {
            byte[] bytes = mutator.Next();
            try
            {
                _ = CertificateChain.Read(bytes);
                _ = RevocationList.Read(bytes);
            }
            catch (Exception fault)
            {
                Assert.Fail(SeededRun.Again($"mutation {i}: {fault}"));
            }
        }
    }

    // 1.2.840.113549.1.1.11 and .5: RSA with SHA-256 and with SHA-1.
    private static byte[] SaysSha1(byte[] der)
    {
        byte[] sha256 = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B];
        for (int at = der.AsSpan().IndexOf(sha256); at >= 0; at = der.AsSpan().IndexOf(sha256))
        {
            der[at + 8] = 0x05;
        }

        return der;
    }

    private static CertificateQuestion Question(Certificate leaf) =>
        new(CertificateChain.Read(leaf.Der.Span)!, CertificateRole.Server, Now);

    private static TrustList Trusting(Certificate certificate) => new() { Trusted = [certificate] };

    private static CertificateVerdict Judge(Certificate leaf) => Judge(Question(leaf));

    private static CertificateVerdict Judge(CertificateQuestion question) =>
        CertificateJudge.Judge(question, Trusting(question.Chain.Leaf));

    private static void AssertKinds(CertificateVerdict verdict, params CertificateFlawKind[] kinds) =>
        Assert.Equal(kinds, verdict.Flaws.Select(flaw => flaw.Kind));
}
