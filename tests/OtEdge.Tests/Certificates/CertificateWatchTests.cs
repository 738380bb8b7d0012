using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Core.Findings;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Host.Alerts;
using OtEdge.Host.Certificates;
using OtEdge.Host.Gateway;
using OtEdge.OpcUa.Certificates;
using OtEdge.Testing.Journal;
using OtEdge.Tests.OpcUa.Certificates;
using OtEdge.Tests.OpcUa.SecureChannel;
using Xunit;

namespace OtEdge.Tests.Certificates;

/// <summary>What is said of certificates and revocation lists that end, and that it is said once.</summary>
public sealed class CertificateWatchTests : IDisposable
{
    private readonly string state = Directory.CreateTempSubdirectory("otedge-watch-").FullName;
    private readonly FakeTimeProvider time = new(TestCertificates.Now);
    private readonly InMemoryJournal journal = new();
    private readonly CertificateStore store;
    private readonly SiteNames names = new();
    private AlertDesk desk;
    private CertificateWatch watch;

    public CertificateWatchTests()
    {
        store = new CertificateStore(state);
        names.Take(Gateway.Plant.Site());
        (desk, watch) = Start();
    }

    public void Dispose()
    {
        journal.Dispose();
        Directory.Delete(state, recursive: true);
    }

    [Fact]
    public void An_own_certificate_is_told_of_30_7_and_1_days_ahead_and_when_it_has_ended_once_each()
    {
        store.Keep("line", Made(days: 40));
        Assert.Empty(Told(days: 9));
        Assert.Contains("the own certificate line ends on 2026-07-11 12:00 UTC, in 30 days: otedge certs renew line", Assert.Single(Told(days: 1)).Text);
        Assert.Empty(Told(days: 22));
        Assert.Contains("in 7 days", Assert.Single(Told(days: 1)).Text);
        Assert.Contains("in 1 days", Assert.Single(Told(days: 6)).Text);
        Finding ended = Assert.Single(Told(days: 2));
        Assert.Equal(FindingKind.CertificateExpired, ended.Kind);
        Assert.StartsWith("the own certificate line has ended on 2026-07-11 12:00 UTC: otedge certs renew line", ended.Text);
        Assert.Empty(Told(days: 30));
        Assert.Equal(
            [AlertSeverity.High, AlertSeverity.Medium, AlertSeverity.Medium, AlertSeverity.Medium],
            journal.Alerts.Alerts(new AlertQuery()).Select(alert => alert.Severity).OrderDescending());
        Assert.All(journal.Alerts.Alerts(new AlertQuery()), alert => Assert.Equal(1, alert.Times));
    }

    [Fact]
    public void A_restart_does_not_repeat_what_was_said()
    {
        store.Keep("line", Made(days: 20));
        Assert.Single(Told(days: 0));
        (desk, watch) = Start();
        Assert.Empty(Told(days: 1));
        Assert.Single(Told(days: 13));
    }

    [Fact]
    public void A_renewed_certificate_is_quiet_and_told_of_again_when_it_ends_itself()
    {
        store.Keep("line", Made(days: 5));
        Assert.Single(Told(days: 0));
        store.Keep("line", Made(days: 100));
        Assert.Empty(Told(days: 1));
        Assert.Single(Told(days: 75));
    }

    [Fact]
    public void Trusted_peers_users_and_issuers_are_told_of_and_those_turned_away_are_not()
    {
        using OwnCertificate peer = Made(days: 3), user = Made(days: 3), issuer = Made(days: 3), stranger = Made(days: 3);
        store.TrustCertificate(peer.Certificate);
        store.TrustCertificate(user.Certificate, isOfUser: true);
        store.KeepIssuer(issuer.Certificate);
        store.TurnAway(stranger.Certificate);
        string[] told = [.. Told(days: 0).Select(finding => finding.Text).Order()];
        Assert.Equal(3, told.Length);
        Assert.Contains("the issuer's certificate", told[0]);
        Assert.Contains("the trusted certificate", told[1]);
        Assert.Contains("certs trust --user FILE", told[2]);
    }

    [Fact]
    public void A_revocation_list_is_told_of_when_it_goes_stale_and_a_fresh_one_ends_that()
    {
        var authority = new TestAuthority("plant-ca");
        store.TrustCertificate(authority.Certificate);
        string file = Path.Combine(state, "certs", "trusted", "crl", "plant-ca.crl");
        File.WriteAllBytes(file, authority.RevokeBytes());

        // It lives 31 days: it would always be within 30 days of its end.
        Assert.Empty(Told(days: 0));
        Assert.Contains($"the revocation list {file} ends on", Assert.Single(Told(days: 24)).Text);
        Assert.Equal(FindingKind.CertificateExpired, Told(days: 8).Last().Kind);
        Assert.Empty(Told(days: 8));
    }

    [Fact]
    public void A_clock_that_jumps_tells_the_truth_of_the_moment_and_harms_nothing()
    {
        store.Keep("line", Made(days: 40));
        Assert.Empty(Told(days: 0));
        time.SetUtcNow(TestCertificates.Now.AddYears(10));
        Assert.Equal(FindingKind.CertificateExpired, Assert.Single(Told(days: 0, hours: 2)).Kind);
    }

    [Fact]
    public void Files_that_are_no_certificates_harm_nothing()
    {
        store.Keep("line", Made(days: 5));
        File.WriteAllBytes(Path.Combine(state, "certs", "trusted", "certs", "broken.der"), RandomNumberGenerator.GetBytes(700));
        File.WriteAllText(Path.Combine(state, "certs", "trusted", "crl", "broken.crl"), "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n");
        Assert.Single(Told(days: 0));
    }

    private static OwnCertificate Made(int days) => CertificateMaker.MakeSelfSigned(
        new CertificateSubject("test", "urn:test", []),
        RSA.Create(2048),
        RandomNumberGenerator.GetBytes(16),
        TestCertificates.Now.AddYears(-1),
        TestCertificates.Now.AddDays(days));

    private (AlertDesk Desk, CertificateWatch Watch) Start()
    {
        var alerts = new AlertDesk(journal, new AlertPlaces(names, new LastValues(), () => Gateway.Plant.Site()), new EventStream(time), time);
        var findings = new FindingDesk(names, journal, new EventStream(time), time, alerts);
        return (alerts, new CertificateWatch(store, journal, findings, time));
    }

    // Looks as often as the gateway does while time passes, and gives what is new.
    private Finding[] Told(int days, int hours = 0)
    {
        HashSet<string> before = [.. All().Select(finding => finding.Key)];
        watch.Look();
        for (int hour = 0; hour < (days * 24) + hours; hour++)
        {
            time.Advance(TimeSpan.FromHours(1));
            watch.Look();
            watch.Look();
            desk.Pass();
        }

        Assert.All(All(), finding => Assert.Equal(1, finding.Times));
        return [.. All().Where(finding => !before.Contains(finding.Key)).OrderBy(finding => finding.FirstSeen)];
    }

    private IReadOnlyList<Finding> All() => journal.Findings(new FindingQuery());
}
