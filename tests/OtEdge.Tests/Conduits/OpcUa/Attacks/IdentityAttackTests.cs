using OtEdge.Core.Findings;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;
using OtEdge.Tests.Conduits.OpcUa.Terminating;
using OtEdge.Tests.OpcUa.SecureChannel;
using OtEdge.Tests.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Attacks;

/// <summary>Clients and devices that want to be somebody else, where OtEdge holds the keys of both sides.</summary>
public sealed class IdentityAttackTests
{
    private static readonly SecurityPolicy Policy = SecurityPolicy.Basic256Sha256;

    [Fact]
    public void No_nonce_is_ever_given_twice()
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig();
        var nonces = new HashSet<string>();
        for (int i = 0; i < 20; i++)
        {
            RigClient client = rig.ConnectSecurely();
            client.Create();
            Assert.True(client.ServerNonce.Length >= 32 && nonces.Add(Convert.ToHexString(client.ServerNonce)));
            client.Activate();
            Assert.True(client.ServerNonce.Length >= 32 && nonces.Add(Convert.ToHexString(client.ServerNonce)));
            client.Peer.Link.Break();
        }
    }

    [Fact]
    public void A_proof_for_an_earlier_nonce_is_worth_nothing()
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig();
        RigClient client = rig.ConnectSecurely();
        client.Create();
        byte[] earlier = SessionProof.Sign(Policy, TestCertificates.Client, rig.Certificates.Server.Certificate, client.ServerNonce);
        Assert.Equal(StatusCodes.Good, RigClient.StatusOf(client.Activate(signature: earlier)));
        Assert.Equal(StatusCodes.BadApplicationSignatureInvalid, RigClient.StatusOf(client.Activate(signature: earlier)));
        Assert.Equal(1, rig.Device.Activations);
    }

    [Fact]
    public void A_device_whose_proof_was_recorded_is_not_believed()
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig(device: new RigDevice(Policy, MessageSecurityMode.SignAndEncrypt) { ReplaysProof = true });
        Assert.Equal(StatusCodes.Good, RigClient.StatusOf(rig.ConnectSecurely().Create()));
        Assert.Equal(StatusCodes.BadApplicationSignatureInvalid, RigClient.StatusOf(rig.ConnectSecurely().Create()));
        rig.Settle();
        Assert.Contains(rig.Loop.Findings, one => one.Kind == FindingKind.MalformedReply);
    }

    [Theory]
    [InlineData("in the clear")]
    [InlineData("by another algorithm")]
    [InlineData("for another nonce")]
    [InlineData("nonsense")]
    [InlineData("nothing")]
    public void A_password_that_is_not_encrypted_as_it_must_be_gets_nowhere_and_all_are_answered_alike(string how)
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig();
        RigClient client = rig.ConnectSecurely();
        client.Create();
        byte[] right = UserSecret.Encrypt(Policy, rig.Certificates.Server.Key, "secret"u8, client.ServerNonce);
        (SecurityPolicy Policy, byte[] Secret) sent = how switch
        {
            "in the clear" => (SecurityPolicy.None, "secret"u8.ToArray()),
            "by another algorithm" => (SecurityPolicy.Aes256Sha256RsaPss, right),
            "for another nonce" => (Policy, UserSecret.Encrypt(Policy, rig.Certificates.Server.Key, "secret"u8, new byte[32])),
            "nonsense" => (Policy, new byte[256]),
            _ => (Policy, []),
        };
        byte[]? answer = client.Ask(Messages.Service((uint)ServiceType.ActivateSession, writer =>
        {
            writer.String(Policy.Rsa!.SignatureUri);
            writer.String(SessionProof.Sign(Policy, TestCertificates.Client, rig.Certificates.Server.Certificate, client.ServerNonce));
            writer.Null();
            writer.Null();
            SessionRewriter.UserNameToken("name", "operator"u8, sent.Secret, sent.Policy, writer);
            writer.Null();
            writer.Null();
        }));
        Assert.Equal(StatusCodes.BadIdentityTokenRejected, RigClient.StatusOf(answer));
        Assert.Equal(0, rig.Device.Activations);
        Assert.Null(rig.Device.Password);
    }

    [Fact]
    public void No_way_to_send_a_password_in_the_clear_is_ever_offered()
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig();
        IReadOnlyList<Endpoint> offered = rig.Connect(SecurityPolicy.None).Endpoints();
        Assert.NotEmpty(offered);
        Assert.All(offered.SelectMany(one => one.UserTokens).Where(one => one.TokenType == 1), one => Assert.NotEqual(SecurityPolicy.None.Uri, one.SecurityPolicyUri));
        Assert.All(offered.SelectMany(one => one.UserTokens).Where(one => one.TokenType == 1), one => Assert.NotNull(one.SecurityPolicyUri));
    }

    [Theory]
    [InlineData(ConduitMode.Observe)]
    [InlineData(ConduitMode.Enforce)]
    public void A_foreign_certificate_with_the_name_and_uri_of_a_trusted_one_is_kept_out(ConduitMode mode)
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig(mode);
        rig.ConnectSecurely();
        OwnCertificate twin = TestCertificates.Make("client", 2048);
        Assert.Equal(TestCertificates.Client.Certificate.SubjectName, twin.Certificate.SubjectName);
        RigClient stranger = rig.Connect(Policy, twin);
        Assert.Equal(StatusCodes.BadSecurityChecksFailed, stranger.Peer.Error);
        Assert.Contains(rig.Certificates.TurnedAway, twin.Certificate.IsSame);
    }

    [Theory]
    [InlineData(ConduitMode.Observe, CertificateRole.Server)]
    [InlineData(ConduitMode.Enforce, CertificateRole.Server)]
    [InlineData(ConduitMode.Observe, CertificateRole.Client)]
    public void A_device_that_shows_a_certificate_of_OtEdge_is_nobodys_device(ConduitMode mode, CertificateRole role)
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig(mode);
        rig.ConnectSecurely().WithSession();
        OwnCertificate own = rig.Certificates.Find("", role)!;
        rig.Certificates.Trusted.Add(own.Certificate);
        rig.Device.Renew(own);
        rig.Front.ForgetPicture();
        Assert.Null(rig.ConnectSecurely().Create());
        Assert.Contains(rig.Loop.Findings, one => one.Detail?.Contains("OtEdge's own", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void What_is_sent_ahead_of_the_answer_that_changes_the_user_waits_for_it()
    {
        UaRig rig = new UaRig(ConduitMode.Enforce, AttackSite.Rules).WithSession("http://opcfoundation.org/UA/", "urn:server", NodePolicy.Uri);
        rig.Ask(300, Messages.ActivateSession());
        rig.Ask(301, AttackSite.Question);
        Assert.Equal(300u, Assert.Single(rig.Asked()).RequestId);
        rig.Answer(300, Messages.SessionActivated());
        rig.Client.Deliver();
        Assert.Equal(301u, Assert.Single(rig.Asked()).RequestId);
    }
}
