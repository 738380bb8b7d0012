using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;
using OtEdge.Tests.OpcUa.SecureChannel;
using OtEdge.Tests.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Terminating;

/// <summary>Sessions across two secure channels: what is made anew, what passes, and who is kept out.</summary>
public sealed class TerminatingSessionTests
{
    private const uint Denied = StatusCodes.BadUserAccessDenied;
    private static readonly RuleSet Rules = new NodePolicy().Rule("open", OperationClasses.Read | OperationClasses.Browse, "Open*").Rules;

    public static TheoryData<string, string> Policies
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (SecurityPolicy client in SecurityPolicy.All.Where(policy => policy.IsSecure))
            {
                data.Add(client.Name, client.Name);
                data.Add(client.Name, "None");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_session_is_made_anew_for_each_side_and_encrypted_items_are_judged(string clientPolicy, string devicePolicy)
    {
        using TerminatingRig rig = Rig(devicePolicy: SecurityPolicy.Find(devicePolicy)!);
        RigClient client = rig.ConnectSecurely(SecurityPolicy.Find(clientPolicy)!).WithSession();
        Assert.EndsWith(":otedge:test", rig.Device.ClientUri, StringComparison.Ordinal);

        byte[]? answer = client.Ask(Messages.Read(2, "s=Open1", "s=Secret", "s=Open2"));
        Assert.Equal([0, Denied, 0], Messages.Statuses(answer!, ServiceType.Read));
        Assert.Equal(Messages.Read(2, "s=Open1", "s=Open2"), Assert.Single(rig.Device.Asked), (expected, got) => expected.SequenceEqual(got));
        Assert.Equal([0], Messages.Statuses(client.Ask(Messages.Read(2, "s=Open1"))!, ServiceType.Read));
    }

    [Fact]
    public void Monitoring_lets_everything_pass_and_tells()
    {
        using TerminatingRig rig = Rig(ConduitMode.Monitor);
        RigClient client = rig.ConnectSecurely().WithSession("operator", "secret");
        Assert.Equal([0, 0], Messages.Statuses(client.Ask(Messages.Read(2, "s=Open1", "s=Secret"))!, ServiceType.Read));
        rig.Turn();
        TrafficFinding found = Assert.Single(rig.Loop.Findings, one => one.Kind == FindingKind.Refusal);
        Assert.Equal(
            (VerdictWord.WouldBeRefused, "operator", "urn:test:client", OtEdge.Core.Policy.Nodes.MessageSecurity.SignAndEncrypt),
            (found.Verdict, found.Deed!.Client.User!.Name, found.Deed.Client.Client.ApplicationUri, found.Deed.Client.Security));
    }

    [Fact]
    public void A_password_is_encrypted_anew_and_one_that_was_seen_before_is_worth_nothing()
    {
        using TerminatingRig rig = Rig();
        RigClient client = rig.ConnectSecurely();
        client.Create();
        byte[] nonce = client.ServerNonce;
        client.Activate("operator", "pässwörd");
        Assert.Equal("pässwörd", rig.Device.Password);

        byte[] replayed = UserSecret.Encrypt(SecurityPolicy.Basic256Sha256, rig.Certificates.Server.Key, "again"u8, nonce);
        Assert.Equal(StatusCodes.BadIdentityTokenRejected, RigClient.StatusOf(client.Activate("operator", secret: replayed)));
        Assert.Equal(StatusCodes.BadIdentityTokenRejected, RigClient.StatusOf(client.Activate("operator", secret: new byte[256])));
        Assert.Equal(1, rig.Device.Activations);
    }

    [Fact]
    public void Who_does_not_hold_the_key_of_its_certificate_gets_no_session()
    {
        using TerminatingRig rig = Rig();
        RigClient client = rig.ConnectSecurely();
        Assert.Equal(StatusCodes.BadSecurityChecksFailed, RigClient.StatusOf(client.Create(certificate: TestCertificates.LongClient.ChainBytes)));
        Assert.Equal(CertificateStatusCodes.BadCertificateUriInvalid, RigClient.StatusOf(client.Create(applicationUri: "urn:acme:mes")));
        client.Create();
        byte[] old = SessionProof.Sign(SecurityPolicy.Basic256Sha256, TestCertificates.Client, rig.Certificates.Server.Certificate, new byte[32]);
        Assert.Equal(StatusCodes.BadApplicationSignatureInvalid, RigClient.StatusOf(client.Activate(signature: old)));
        Assert.Equal(StatusCodes.BadApplicationSignatureInvalid, RigClient.StatusOf(client.Activate(signature: [])));
        Assert.Equal(0, rig.Device.Activations);
        Assert.Equal(StatusCodes.Good, RigClient.StatusOf(client.Activate()));
    }

    [Fact]
    public void A_session_goes_on_on_another_channel_of_the_same_client_and_user_only()
    {
        using TerminatingRig rig = Rig();
        rig.Certificates.Trusted.Add(TestCertificates.LongClient.Certificate);
        RigClient first = rig.ConnectSecurely().WithSession();

        RigClient stranger = rig.Connect(SecurityPolicy.Basic256Sha256, TestCertificates.LongClient);
        stranger.ServerNonce = first.ServerNonce;
        Assert.Equal(StatusCodes.BadSecureChannelIdInvalid, RigClient.StatusOf(stranger.Ask(Messages.Read(2, "s=Open1"))));
        Assert.Equal(StatusCodes.BadSecurityChecksFailed, RigClient.StatusOf(stranger.Activate()));

        RigClient second = rig.Connect(SecurityPolicy.Basic256Sha256);
        second.ServerNonce = first.ServerNonce;
        Assert.Equal(StatusCodes.BadIdentityTokenRejected, RigClient.StatusOf(second.Activate("operator", "secret")));
        Assert.Equal(StatusCodes.Good, RigClient.StatusOf(second.Activate()));
        Assert.Equal([0], Messages.Statuses(second.Ask(Messages.Read(2, "s=Open1"))!, ServiceType.Read));
        Assert.Equal(StatusCodes.BadSecureChannelIdInvalid, RigClient.StatusOf(first.Ask(Messages.Read(2, "s=Open1"))));
    }

    [Fact]
    public void Without_protection_a_client_only_learns_what_is_offered()
    {
        using TerminatingRig rig = Rig();
        RigClient client = rig.Connect(SecurityPolicy.None);
        IReadOnlyList<Endpoint> offered = client.Endpoints();
        Assert.All(offered, one => Assert.Equal((TerminatingRig.Url, "urn:test:server"), (one.Url, one.Server.ApplicationUri)));
        Assert.Equal(6, offered.Count);
        Assert.DoesNotContain(offered, one => one.Mode == MessageSecurityMode.None);
        Assert.All(offered, one => Assert.DoesNotContain(one.UserTokens, token => token.TokenType == 2));
        Assert.Equal(StatusCodes.BadSecurityPolicyRejected, RigClient.StatusOf(client.Create()));
        Assert.Equal(StatusCodes.BadSecurityPolicyRejected, RigClient.StatusOf(client.Ask(Messages.Read(2, "s=Open1"))));
        Assert.Empty(rig.Device.Asked);
    }

    [Fact]
    public void Where_the_settings_offer_it_a_client_without_protection_has_a_session()
    {
        var settings = new OpcUaConduit(new Uri("opc.tcp://10.10.0.10:4840"))
        {
            SecurityPolicies = ["None"],
            SecurityModes = [OtEdge.Core.Policy.Nodes.MessageSecurity.None],
            EndpointUrl = new Uri("opc.tcp://outside.acme.com:14840/line"),
        };
        using TerminatingRig rig = Rig(settings: settings);
        RigClient client = rig.Connect(SecurityPolicy.None);
        Assert.Equal("opc.tcp://outside.acme.com:14840/line", Assert.Single(client.Endpoints("opc.tcp://elsewhere:1")).Url);
        client.WithSession();
        Assert.Equal([0, Denied], Messages.Statuses(client.Ask(Messages.Read(2, "s=Open1", "s=Secret"))!, ServiceType.Read));
    }

    [Fact]
    public void A_client_that_nobody_trusts_is_kept_out_and_remembered()
    {
        using TerminatingRig rig = Rig(ConduitMode.Observe);
        rig.ConnectSecurely();
        RigClient stranger = rig.Connect(SecurityPolicy.Basic256Sha256, TestCertificates.LongClient);
        Assert.Equal(StatusCodes.BadSecurityChecksFailed, stranger.Peer.Error);
        Assert.Contains(rig.Certificates.TurnedAway, TestCertificates.LongClient.Certificate.IsSame);
        TrafficFinding found = Assert.Single(rig.Loop.Findings, one => one.Kind == FindingKind.PeerCertificate);
        Assert.Contains($"otedge certs trust {TestCertificates.LongClient.Certificate.ThumbprintText}", found.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConduitMode.Monitor, VerdictWord.WouldBeRefused)]
    [InlineData(ConduitMode.Enforce, VerdictWord.Refused)]
    public void A_device_that_nobody_trusts_is_a_finding_and_refused_when_enforced(ConduitMode mode, VerdictWord word)
    {
        using TerminatingRig rig = Rig(mode);
        rig.Certificates.Trusted.Remove(TestCertificates.Server.Certificate);
        RigClient client = rig.ConnectSecurely();
        byte[]? created = client.Create();
        Assert.Equal(word == VerdictWord.Refused, created is null);
        Assert.Equal(word == VerdictWord.Refused ? CertificateStatusCodes.BadCertificateUntrusted : 0, client.Peer.Error);
        rig.Turn();
        Assert.Equal(word, Assert.Single(rig.Loop.Findings, one => one.Kind == FindingKind.PeerCertificate).Verdict);
    }

    [Fact]
    public void Monitored_items_that_the_rules_no_longer_allow_are_silenced_and_only_they()
    {
        using TerminatingRig rig = Rig(ConduitMode.Monitor);
        RigClient client = rig.ConnectSecurely().WithSession();
        client.Ask(Messages.Service((uint)ServiceType.CreateSubscription, writer => writer.Room(22).Clear()));
        client.Ask(Messages.Watch(7, 2, "s=Open1", "s=Secret", "s=Open2"));
        RuleSet rules = new NodePolicy().Rule("open", OperationClasses.Read | OperationClasses.Subscribe, "Open*").Rules;
        rig.Context.Snapshot = OtEdge.Tests.Conduits.Policies.Snapshot(ConduitMode.Enforce, rules);
        Assert.Equal([0], Messages.Statuses(client.Ask(Messages.Read(2, "s=Open1"))!, ServiceType.Read));

        byte[] ended = rig.Device.Asked[^2];
        Assert.True(ServiceRequest.TryRead(ended, out ServiceRequest request).IsNone);
        Assert.Equal(ServiceType.SetMonitoringMode, request.Service);
        var reader = new OtEdge.OpcUa.Encoding.UaReader(ended.AsSpan(request.ParametersStart));
        Assert.Equal((7u, 0u, 1, 2u), (reader.UInt32(), reader.UInt32(), reader.Int32(), reader.UInt32()));
        Assert.Equal([0], Messages.Statuses(client.Ask(Messages.Read(2, "s=Open1"))!, ServiceType.Read));
    }

    internal static TerminatingRig Rig(ConduitMode mode = ConduitMode.Enforce, SecurityPolicy? devicePolicy = null, OpcUaConduit? settings = null, RigDevice? device = null)
    {
        SecurityPolicy policy = devicePolicy ?? SecurityPolicy.Basic256Sha256;
        return new TerminatingRig(mode, Rules, device ?? new RigDevice(policy, policy.IsSecure ? MessageSecurityMode.SignAndEncrypt : MessageSecurityMode.None), settings);
    }
}
