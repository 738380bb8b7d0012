using System.Security.Cryptography;
using OtEdge.Core.Findings;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.Tests.OpcUa.SecureChannel;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Terminating;

/// <summary>Trusted certificates that have expired, and own ones that are renewed, while conduits run.</summary>
public sealed class CertificateExpiryTests
{
    private static readonly OwnCertificate Expired = CertificateMaker.MakeSelfSigned(
        new CertificateSubject("expired", "urn:test:expired", ["localhost"]),
        RSA.Create(2048),
        RandomNumberGenerator.GetBytes(16),
        TestCertificates.Now.AddYears(-2),
        TestCertificates.Now.AddDays(-1));

    [Theory]
    [InlineData(ConduitMode.Monitor, false, VerdictWord.Allowed)]
    [InlineData(ConduitMode.Enforce, false, VerdictWord.Allowed)]
    [InlineData(ConduitMode.Monitor, true, VerdictWord.WouldBeRefused)]
    [InlineData(ConduitMode.Enforce, true, VerdictWord.Refused)]
    public void A_trusted_device_that_has_expired_is_kept_with_a_finding_unless_expiry_is_strict_while_enforcing(
        ConduitMode mode, bool isStrict, VerdictWord word)
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig(
            mode, settings: Settings(isStrict), device: new RigDevice(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt) { Own = Expired });
        rig.Certificates.Trusted.Add(Expired.Certificate);
        RigClient client = rig.ConnectSecurely();
        byte[]? created = client.Create();
        Assert.Equal(word == VerdictWord.Refused, created is null);
        Assert.Equal(word == VerdictWord.Refused ? CertificateStatusCodes.BadCertificateTimeInvalid : 0, client.Peer.Error);
        rig.Turn();
        TrafficFinding found = Assert.Single(rig.Loop.Findings, one => one.Kind == FindingKind.PeerCertificate);
        Assert.Equal(word, found.Verdict);
        Assert.Contains("it is good from", found.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConduitMode.Monitor, true, true)]
    [InlineData(ConduitMode.Enforce, false, true)]
    [InlineData(ConduitMode.Enforce, true, false)]
    public void A_trusted_client_that_has_expired_is_kept_with_a_finding_unless_expiry_is_strict_while_enforcing(ConduitMode mode, bool isStrict, bool isKept)
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig(mode, settings: Settings(isStrict));
        rig.Certificates.Trusted.Add(Expired.Certificate);
        rig.ConnectSecurely();
        RigClient client = rig.Connect(SecurityPolicy.Basic256Sha256, Expired);
        Assert.Equal(isKept, client.Channel.IsOpen);
        rig.Turn();
        Assert.Equal(isKept ? VerdictWord.Allowed : VerdictWord.Refused, Assert.Single(rig.Loop.Findings, one => one.Kind == FindingKind.PeerCertificate).Verdict);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public void A_new_certificate_of_the_device_is_a_finding_and_no_outage_in_monitor_and_none_once_it_is_trusted(int secondsLater)
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig(ConduitMode.Monitor);
        Assert.Equal([0], Messages.Statuses(rig.ConnectSecurely().WithSession().Ask(Messages.Read(2, "s=Open1"))!, ServiceType.Read));
        rig.Device.Renew(TestCertificates.Make("server", 2048));
        rig.Pass(TimeSpan.FromSeconds(secondsLater));
        Assert.Equal([0], Messages.Statuses(rig.ConnectSecurely().WithSession().Ask(Messages.Read(2, "s=Open1"))!, ServiceType.Read));
        rig.Turn();
        TrafficFinding found = Assert.Single(rig.Loop.Findings, one => one.Kind == FindingKind.PeerCertificate);
        Assert.Contains($"otedge certs trust {rig.Device.Shown.Certificate.ThumbprintText}", found.Detail, StringComparison.Ordinal);
        Assert.Contains(rig.Certificates.TurnedAway, rig.Device.Shown.Certificate.IsSame);

        rig.Certificates.Trusted.Add(rig.Device.Shown.Certificate);
        rig.ConnectSecurely().WithSession();
        rig.Turn();
        Assert.Single(rig.Loop.Findings, one => one.Kind == FindingKind.PeerCertificate);
    }

    [Fact]
    public void An_own_certificate_that_is_renewed_is_for_new_connections_and_established_ones_live_on()
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig();
        RigClient old = rig.ConnectSecurely().WithSession();
        OwnCertificate before = rig.Certificates.Server;
        rig.Certificates.Replace(CertificateRole.Server, TestCertificates.Make("renewed", 2048));
        rig.Certificates.Replace(CertificateRole.Client, TestCertificates.Make("renewed-client", 2048));
        rig.Front.Renew(rig.Front.ReadOwn());

        // The old channel is renewed with the old key, too.
        Assert.Equal([0], Messages.Statuses(old.Ask(Messages.Read(2, "s=Open1"))!, ServiceType.Read));
        ChannelWork work = old.Channel.Renew(rig.Now).Work!;
        work.Run();
        old.Channel.Complete(work, rig.Now);
        rig.Settle();
        Assert.True(old.Channel.IsOpen);
        Assert.Equal([0], Messages.Statuses(old.Ask(Messages.Read(2, "s=Open1"))!, ServiceType.Read));

        RigClient next = rig.ConnectSecurely().WithSession();
        Assert.False(before.Certificate.IsSame(rig.Certificates.Server.Certificate));
        Assert.All(next.Endpoints(), one => Assert.Equal(rig.Certificates.Server.ChainBytes, one.Certificate));
        Assert.Equal("urn:test:renewed-client", rig.Device.ClientUri);
        Assert.Equal([0], Messages.Statuses(next.Ask(Messages.Read(2, "s=Open1"))!, ServiceType.Read));
    }

    private static OpcUaConduit Settings(bool isStrict) => new(new Uri("opc.tcp://10.10.0.10:4840")) { IsExpiryStrict = isStrict };
}
