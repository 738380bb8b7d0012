using System.Security.Cryptography;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>
/// Carries users over from the client's session to the device's (opcua.md 3.3): anonymous, by name with the password encrypted anew, or
/// as somebody whom the settings name. Whoever shows a certificate has signed for OtEdge, so only the last is left for him.
/// </summary>
/// <param name="settings">Who users are to the device.</param>
/// <param name="certificates">Own certificates, passwords, and whom OtEdge trusts as users. Its calls take long.</param>
internal sealed class UserTokens(OpcUaConduit settings, IConduitCertificates certificates)
{
    /// <summary>How clients name the way of OtEdge's own to be nobody in particular.</summary>
    public const string AnonymousPolicyId = "otedge-anonymous";

    /// <summary>How clients name the way of OtEdge's own to show a certificate.</summary>
    public const string CertificatePolicyId = "otedge-certificate";

    private const uint Rejected = StatusCodes.BadIdentityTokenRejected;
    private readonly UserCertificates shown = new(settings, certificates);

    /// <summary>What clients are offered instead of what the device takes.</summary>
    public IReadOnlyList<UserTokenOffer> Offered(IReadOnlyList<UserTokenOffer> device)
    {
        IEnumerable<UserTokenOffer> offers = settings.DeviceUser.Kind == DeviceUserKind.Passthrough
            ? device.Where(one => one.TokenType is UserTokenOffer.Anonymous or UserTokenOffer.UserName)
            : [device.FirstOrDefault(one => one.TokenType == UserTokenOffer.Anonymous) ?? new UserTokenOffer { PolicyId = AnonymousPolicyId, TokenType = UserTokenOffer.Anonymous }];
        return settings.TakesUserCertificates
            ? [.. offers, new UserTokenOffer { PolicyId = CertificatePolicyId, TokenType = UserTokenOffer.Certificate }]
            : [.. offers];
    }

    /// <summary>Carries a user over.</summary>
    /// <param name="activate">What the client has sent.</param>
    /// <param name="scene">Between whom.</param>
    public CarriedUser Carry(in ActivateSessionRequest activate, UserScene scene)
    {
        UserTokenRef token = activate.UserToken;
        string policyId = System.Text.Encoding.UTF8.GetString(token.PolicyId);
        switch (token.Kind)
        {
            case UserTokenKind.Anonymous:
                bool isOffered = policyId.Length == 0 || scene.Offered.Any(one => one.PolicyId == policyId && one.TokenType == UserTokenOffer.Anonymous);
                return isOffered ? As(settings.DeviceUser, scene, "an anonymous user") : CarriedUser.Refused(Rejected);
            case UserTokenKind.UserName:
                UserTokenOffer? taken = Named(scene.Offered, policyId, UserTokenOffer.UserName);
                UserTokenOffer? given = Named(scene.Device.Endpoint.UserTokens, policyId, UserTokenOffer.UserName);
                return taken is not null && given is not null ? Reencrypted(token, (taken, given), scene) : CarriedUser.Refused(Rejected);
            case UserTokenKind.Certificate:
                UserTokenOffer? offer = Named(scene.Offered, policyId, UserTokenOffer.Certificate);
                return WithCertificate(activate, offer, scene);
            default:
                return CarriedUser.Refused(Rejected);
        }
    }

    private static UserTokenOffer? Named(IReadOnlyList<UserTokenOffer> offers, string policyId, uint type) =>
        offers.FirstOrDefault(one => one.PolicyId == policyId && one.TokenType == type);

    private CarriedUser WithCertificate(in ActivateSessionRequest activate, UserTokenOffer? offer, UserScene scene)
    {
        if (offer is null)
        {
            string thumbprint = Users.Thumbprint(activate.UserToken.Certificate);
            return CarriedUser.Refused(
                Rejected,
                settings.TakesUserCertificates
                    ? $"a user with the certificate {thumbprint} was refused: the client did not take the way that it was offered"
                    : $"a user with the certificate {thumbprint} was refused: the signature of such a user cannot pass OtEdge; say in otedge.yaml who "
                        + $"that is to the device: device-security: {{ users: [{{ certificate: {thumbprint}, as: {{ name: USER, password-file: FILE }} }}] }}");
        }

        (DeviceUser? user, CarriedUser answer) = shown.Recognize(activate, offer, scene);
        return user is null ? answer : As(user, scene, $"the user with the certificate {Users.Thumbprint(activate.UserToken.Certificate)}") switch
        {
            { Notice: null } carried => carried with { Notice = answer.Notice },
            var refused => refused,
        };
    }

    private CarriedUser As(DeviceUser user, UserScene scene, string who)
    {
        DeviceUserProof proof = new(scene, certificates);
        try
        {
            return user.Kind switch
            {
                DeviceUserKind.Passthrough => CarriedUser.AsItCame,
                DeviceUserKind.Anonymous => proof.Anonymous() with { As = user },
                DeviceUserKind.Name => proof.Named(user) with { As = user },
                _ => proof.Certified(user) with { As = user },
            };
        }
        catch (IOException fault)
        {
            return CarriedUser.Refused(Rejected, $"{who} cannot be {user} to the device: {fault.Message}");
        }
    }

    private static CarriedUser Reencrypted(UserTokenRef token, (UserTokenOffer Taken, UserTokenOffer Given) offers, UserScene scene)
    {
        if (SecurityPolicy.Find(offers.Taken.SecurityPolicyUri ?? "") is not { Rsa: { } rsa } taken
            || !token.EncryptionAlgorithm.SequenceEqual(System.Text.Encoding.ASCII.GetBytes(rsa.EncryptionUri))
            || !UserSecret.TryDecrypt(taken, scene.Presented.Key, token.Secret, scene.Nonces.Own, out byte[] secret))
        {
            return CarriedUser.Refused(Rejected);
        }

        try
        {
            var writer = new UaWriter();
            return DeviceUserProof.TryWriteName(offers.Given, new UserSecretRef(token.UserName, secret), scene, writer)
                ? new CarriedUser { Token = writer.Written.ToArray() }
                : CarriedUser.Refused(Rejected, "the device takes passwords only in the clear, or shows no certificate to encrypt them for; mend its endpoints");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
