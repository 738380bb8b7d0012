using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
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

/// <summary>Users who show a certificate: who they are to the device, and who is refused.</summary>
public sealed class UserCertificateTests
{
    private static readonly OwnCertificate Operator = TestCertificates.Make("operator", 2048);
    private static readonly OwnCertificate Stranger = TestCertificates.Make("stranger", 2048);
    private static readonly DeviceUser Batch = new(DeviceUserKind.Name, "batch", "batch.password");

    [Theory]
    [InlineData("Basic256Sha256", "Basic256Sha256")]
    [InlineData("Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss")]
    [InlineData("Aes256_Sha256_RsaPss", "None")]
    public void A_named_user_is_the_configured_one_to_the_device(string clientPolicy, string devicePolicy)
    {
        using TerminatingRig rig = Rig(Named(Batch), SecurityPolicy.Find(devicePolicy)!);
        rig.Certificates.Passwords["batch.password"] = "geheim"u8.ToArray();
        RigClient client = rig.ConnectSecurely(SecurityPolicy.Find(clientPolicy)!);
        client.Create();
        Assert.Equal(StatusCodes.Good, RigClient.StatusOf(client.ActivateWith(Operator)));
        Assert.Equal(("batch", "geheim"), (rig.Device.User, rig.Device.Password));
    }

    [Theory]
    [InlineData("Basic256Sha256")]
    [InlineData("None")]
    public void A_user_can_be_an_own_certificate_to_the_device_which_signs_for_it(string devicePolicy)
    {
        using TerminatingRig rig = Rig(Named(new DeviceUser(DeviceUserKind.Certificate, "batch-user")), SecurityPolicy.Find(devicePolicy)!);
        string thumbprint = "";
        rig.Certificates.Users["batch-user"] = () =>
        {
            OwnCertificate made = TestCertificates.Make("batch-user", 2048);
            thumbprint = made.Certificate.ThumbprintText;
            return made;
        };
        RigClient client = rig.ConnectSecurely();
        client.Create();
        Assert.Equal(StatusCodes.Good, RigClient.StatusOf(client.ActivateWith(Operator)));
        Assert.Equal(thumbprint, rig.Device.User);
    }

    [Fact]
    public void Rules_judge_by_the_clients_own_user_whoever_that_is_to_the_device()
    {
        RuleSet rules = new NodePolicy().Rule("his", OperationClasses.Read, "Open*", terms => terms with { Users = [UserIdentity.Parse(Operator.Certificate.ThumbprintText)] }).Rules;
        using TerminatingRig rig = Rig(Named(DeviceUser.Anonymous), rules: rules);
        RigClient client = rig.ConnectSecurely();
        client.Create();
        Assert.Equal(StatusCodes.Good, RigClient.StatusOf(client.ActivateWith(Operator)));
        Assert.Equal("", rig.Device.User);
        Assert.Equal([0, StatusCodes.BadUserAccessDenied], Messages.Statuses(client.Ask(Messages.Read(2, "s=Open1", "s=Secret"))!, ServiceType.Read));

        RigClient nobody = rig.ConnectSecurely();
        nobody.Create();
        Assert.Equal(StatusCodes.BadIdentityTokenRejected, RigClient.StatusOf(nobody.Activate()));
    }

    [Fact]
    public void Who_the_user_is_on_both_sides_is_told_while_the_connection_is_open()
    {
        using TerminatingRig rig = Rig(Named(Batch));
        rig.Certificates.Passwords["batch.password"] = "geheim"u8.ToArray();
        RigClient client = rig.ConnectSecurely();
        client.Create();
        client.ActivateWith(Operator);
        OtEdge.Conduits.ConnectionSecurity Told() => Assert.Single(rig.Context.Sessions, one => one.Security?.Client.User is not null).Security!;
        Assert.Equal(
            (Operator.Certificate.ThumbprintText, Batch, "Basic256Sha256", MessageSecurity.SignAndEncrypt, "Basic256Sha256", MessageSecurity.SignAndEncrypt),
            (Told().Client.User!.Name, Told().DeviceUser, Told().Client.SecurityPolicy, Told().Client.Security, Told().DevicePolicy, Told().DeviceMode));

        // Who was refused is not taken for the user.
        client.ActivateWith(Stranger);
        Assert.Equal(Operator.Certificate.ThumbprintText, Told().Client.User!.Name);
    }

    [Fact]
    public void Certificates_behind_the_users_own_make_nobody_another_user()
    {
        RuleSet rules = new NodePolicy()
            .Rule("his", OperationClasses.Read, "Open*", terms => terms with { Users = [UserIdentity.Parse(Operator.Certificate.ThumbprintText)] }).Rules;
        using TerminatingRig rig = Rig(Named(DeviceUser.Anonymous), rules: rules);
        RigClient client = rig.ConnectSecurely();
        client.Create();
        byte[] signature = SessionProof.Sign(SecurityPolicy.Basic256Sha256, Operator, rig.Certificates.Server.Certificate, client.ServerNonce);
        byte[] chain = [.. Operator.Certificate.Der.Span, .. Stranger.Certificate.Der.Span];
        Assert.Equal(StatusCodes.Good, RigClient.StatusOf(client.ActivateWithBytes(chain, signature)));
        Assert.Equal([0, StatusCodes.BadUserAccessDenied], Messages.Statuses(client.Ask(Messages.Read(2, "s=Open1", "s=Secret"))!, ServiceType.Read));
    }

    [Fact]
    public void Without_a_mapping_certificates_are_not_offered_and_the_finding_says_what_to_set()
    {
        using TerminatingRig rig = Rig(new OpcUaConduit(new Uri("opc.tcp://10.10.0.10:4840")));
        RigClient client = rig.ConnectSecurely();
        Assert.All(client.Endpoints(), one => Assert.DoesNotContain(one.UserTokens, token => token.TokenType == UserTokenOffer.Certificate));
        client.Create();
        Assert.Equal(StatusCodes.BadIdentityTokenRejected, RigClient.StatusOf(client.ActivateWith(Operator)));
        Assert.Contains($"users: [{{ certificate: {Operator.Certificate.ThumbprintText}, as:", Told(rig, VerdictWord.Refused), StringComparison.Ordinal);
        Assert.Equal(0, rig.Device.Activations);
        Assert.Equal(StatusCodes.Good, RigClient.StatusOf(client.Activate()));
    }

    [Fact]
    public void With_a_mapping_certificates_are_offered_beside_what_the_device_takes()
    {
        using TerminatingRig rig = Rig(Named(DeviceUser.Anonymous));
        RigClient client = rig.ConnectSecurely();
        Assert.All(client.Endpoints(), one => Assert.Equal([0u, 1u, 2u], one.UserTokens.Select(token => token.TokenType)));
        client.WithSession("lab", "secret");
        Assert.Equal("lab", rig.Device.User);
    }

    [Fact]
    public void Who_does_not_hold_the_key_of_the_certificate_is_refused()
    {
        using TerminatingRig rig = Rig(Named(DeviceUser.Anonymous));
        RigClient client = rig.ConnectSecurely();
        client.Create();
        byte[] replayed = SessionProof.Sign(SecurityPolicy.Basic256Sha256, Operator, rig.Certificates.Server.Certificate, client.ServerNonce);
        byte[] others = SessionProof.Sign(SecurityPolicy.Basic256Sha256, Stranger, rig.Certificates.Server.Certificate, client.ServerNonce);
        Assert.Equal(StatusCodes.BadUserSignatureInvalid, RigClient.StatusOf(client.ActivateWith(Operator, others)));
        Assert.Equal(StatusCodes.BadUserSignatureInvalid, RigClient.StatusOf(client.ActivateWith(Operator, [])));
        Assert.Equal(StatusCodes.Good, RigClient.StatusOf(client.ActivateWith(Operator, replayed)));
        Assert.Equal(StatusCodes.BadUserSignatureInvalid, RigClient.StatusOf(client.ActivateWith(Operator, replayed)));
        Assert.Equal(1, rig.Device.Activations);
        Assert.Contains("does not prove", Told(rig, VerdictWord.Refused), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_any_trusted_user_is_mapped_a_stranger_waits_until_people_trust_it()
    {
        using TerminatingRig rig = Rig(Settings([new UserMapping(null, DeviceUser.Anonymous)]));
        RigClient client = rig.ConnectSecurely();
        client.Create();
        Assert.Equal(StatusCodes.BadIdentityTokenRejected, RigClient.StatusOf(client.ActivateWith(Stranger)));
        Assert.Contains($"otedge certs trust --user {Stranger.Certificate.ThumbprintText}", Told(rig, VerdictWord.Refused), StringComparison.Ordinal);
        Assert.Contains(rig.Certificates.TurnedAway, Stranger.Certificate.IsSame);
        rig.Certificates.TrustedUsers.Add(Stranger.Certificate);
        Assert.Equal(StatusCodes.Good, RigClient.StatusOf(client.ActivateWith(Stranger)));
    }

    [Fact]
    public void An_application_that_is_trusted_is_not_a_user_that_is()
    {
        using TerminatingRig rig = Rig(Settings([new UserMapping(null, DeviceUser.Anonymous)]));
        rig.Certificates.Trusted.Add(Stranger.Certificate);
        RigClient client = rig.ConnectSecurely();
        client.Create();
        Assert.Equal(StatusCodes.BadIdentityTokenRejected, RigClient.StatusOf(client.ActivateWith(Stranger)));
    }

    [Theory]
    [InlineData(ConduitMode.Monitor, false, true)]
    [InlineData(ConduitMode.Enforce, false, true)]
    [InlineData(ConduitMode.Monitor, true, true)]
    [InlineData(ConduitMode.Enforce, true, false)]
    public void An_expired_user_is_kept_with_a_finding_unless_expiry_is_strict_while_enforcing(ConduitMode mode, bool isStrict, bool isKept)
    {
        OwnCertificate expired = CertificateMaker.MakeSelfSigned(
            new CertificateSubject("expired", "urn:test:expired", []),
            System.Security.Cryptography.RSA.Create(2048),
            System.Security.Cryptography.RandomNumberGenerator.GetBytes(16),
            TestCertificates.Now.AddYears(-2),
            TestCertificates.Now.AddDays(-1));
        OpcUaConduit settings = Settings([new UserMapping(expired.Certificate.ThumbprintText, DeviceUser.Anonymous)]) with { IsExpiryStrict = isStrict };
        using TerminatingRig rig = Rig(settings, mode: mode);
        RigClient client = rig.ConnectSecurely();
        client.Create();
        Assert.Equal(isKept ? StatusCodes.Good : StatusCodes.BadIdentityTokenRejected, RigClient.StatusOf(client.ActivateWith(expired)));
        Assert.Contains("good from", Told(rig, isKept ? VerdictWord.Allowed : VerdictWord.Refused), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fixed_user_holds_for_everybody_and_no_user_names_are_taken()
    {
        OpcUaConduit settings = new(new Uri("opc.tcp://10.10.0.10:4840")) { DeviceUser = Batch };
        using TerminatingRig rig = Rig(settings, device: new RigDevice(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt) { TokensLeftOut = ["anonymous"] });
        rig.Certificates.Passwords["batch.password"] = "geheim"u8.ToArray();
        rig.Certificates.TrustedUsers.Add(Operator.Certificate);
        RigClient client = rig.ConnectSecurely();
        Assert.All(client.Endpoints(), one => Assert.Equal([0u, 2u], one.UserTokens.Select(token => token.TokenType)));
        client.Create();
        Assert.Equal(StatusCodes.BadIdentityTokenRejected, RigClient.StatusOf(client.Activate("lab", "secret")));
        Assert.Equal(StatusCodes.Good, RigClient.StatusOf(client.ActivateWith(Operator)));
        Assert.Equal(("batch", "geheim"), (rig.Device.User, rig.Device.Password));
    }

    [Fact]
    public void What_is_missing_for_the_device_is_said_in_a_finding_without_anything_secret()
    {
        using TerminatingRig rig = Rig(Named(Batch));
        RigClient client = rig.ConnectSecurely();
        client.Create();
        Assert.Equal(StatusCodes.BadIdentityTokenRejected, RigClient.StatusOf(client.ActivateWith(Operator)));
        Assert.Contains("the user batch to the device: the password file batch.password cannot be read", Told(rig, VerdictWord.Refused), StringComparison.Ordinal);
        rig.Certificates.Passwords["batch.password"] = "geheim"u8.ToArray();
        Assert.Equal(StatusCodes.Good, RigClient.StatusOf(client.ActivateWith(Operator)));
        rig.Turn();
        Assert.DoesNotContain(rig.Loop.Findings, one => one.Detail?.Contains("geheim", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_device_that_takes_no_such_users_is_said_in_a_finding()
    {
        using TerminatingRig rig = Rig(
            Named(Batch), device: new RigDevice(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt) { TokensLeftOut = ["name"] });
        rig.Certificates.Passwords["batch.password"] = "geheim"u8.ToArray();
        RigClient client = rig.ConnectSecurely();
        client.Create();
        Assert.Equal(StatusCodes.BadIdentityTokenRejected, RigClient.StatusOf(client.ActivateWith(Operator)));
        Assert.Contains("the device takes no user names", Told(rig, VerdictWord.Refused), StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_certificates_of_users_are_refused_and_the_connection_lives_on()
    {
        const int Seed = 20260601;
        var random = new Random(Seed);
        using TerminatingRig rig = Rig(Settings([new UserMapping(null, DeviceUser.Anonymous)]));
        RigClient client = rig.ConnectSecurely();
        client.Create();
        for (int i = 0; i < 40; i++)
        {
            byte[] der = Operator.Certificate.Der.ToArray();
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                der[random.Next(der.Length)] = (byte)random.Next(256);
            }

            byte[] cut = der[..(i % 5 == 0 ? random.Next(der.Length) : der.Length)];
            uint status = RigClient.StatusOf(client.ActivateWithBytes(cut));
            Assert.True(StatusCodes.IsBad(status), $"seed {Seed}, round {i}: 0x{status:X8}");
        }

        Assert.Equal(0, rig.Device.Activations);
        Assert.Equal(StatusCodes.Good, RigClient.StatusOf(client.Activate()));
    }

    private static OpcUaConduit Named(DeviceUser user) => Settings([new UserMapping(Operator.Certificate.ThumbprintText, user)]);

    private static OpcUaConduit Settings(UserMapping[] users) => new(new Uri("opc.tcp://10.10.0.10:4840")) { Users = users };

    private static TerminatingRig Rig(
        OpcUaConduit settings, SecurityPolicy? devicePolicy = null, RuleSet? rules = null, RigDevice? device = null, ConduitMode mode = ConduitMode.Enforce)
    {
        SecurityPolicy policy = devicePolicy ?? SecurityPolicy.Basic256Sha256;
        return new TerminatingRig(
            mode,
            rules ?? new NodePolicy().Rule("open", OperationClasses.Read | OperationClasses.Browse, "Open*").Rules,
            device ?? new RigDevice(policy, policy.IsSecure ? MessageSecurityMode.SignAndEncrypt : MessageSecurityMode.None),
            settings);
    }

    private static string Told(TerminatingRig rig, VerdictWord verdict)
    {
        rig.Turn();
        return rig.Loop.Findings.Last(one => one.Kind == FindingKind.UserIdentity && one.Verdict == verdict).Detail!;
    }
}
