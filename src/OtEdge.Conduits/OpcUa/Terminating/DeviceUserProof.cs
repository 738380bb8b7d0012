using System.Security.Cryptography;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Sessions;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>Proves to a device that OtEdge speaks for a user of its own: who cannot be proven is an <see cref="IOException"/> that says what to mend.</summary>
/// <param name="scene">Between whom.</param>
/// <param name="certificates">Own certificates and passwords.</param>
internal sealed class DeviceUserProof(UserScene scene, IConduitCertificates certificates)
{
    private readonly UaWriter writer = new();

    /// <summary>Writes a user name and secret as a device takes it.</summary>
    /// <returns>False: it would have to be sent in the clear.</returns>
    public static bool TryWriteName(UserTokenOffer given, UserSecretRef user, UserScene scene, UaWriter writer)
    {
        SecurityPolicy? policy = PolicyOf(given, scene.Device);
        if (policy is { IsSecure: true, IsWithdrawn: false } && scene.Device.Device is { } device)
        {
            byte[] encrypted = UserSecret.Encrypt(policy, device.Key, user.Secret, scene.Nonces.Device);
            SessionRewriter.UserNameToken(given.PolicyId, user.Name, encrypted, policy, writer);
            return true;
        }

        // In the clear only where the whole message is encrypted.
        bool mayBeClear = policy == SecurityPolicy.None && scene.Device.Endpoint.Mode == MessageSecurityMode.SignAndEncrypt;
        if (mayBeClear)
        {
            SessionRewriter.UserNameToken(given.PolicyId, user.Name, user.Secret, SecurityPolicy.None, writer);
        }

        return mayBeClear;
    }

    /// <summary>Nobody in particular.</summary>
    public CarriedUser Anonymous()
    {
        SessionRewriter.AnonymousToken(Offers(UserTokenOffer.Anonymous, "anonymous users")[0].PolicyId, writer);
        return new CarriedUser { Token = writer.Written.ToArray() };
    }

    /// <summary>A user name, with its password out of its file.</summary>
    public CarriedUser Named(DeviceUser user)
    {
        byte[] password = certificates.ReadPassword(user.PasswordFile);
        try
        {
            byte[] name = System.Text.Encoding.UTF8.GetBytes(user.Name);
            foreach (UserTokenOffer offer in Offers(UserTokenOffer.UserName, "user names"))
            {
                if (TryWriteName(offer, new UserSecretRef(name, password), scene, writer))
                {
                    return new CarriedUser { Token = writer.Written.ToArray() };
                }
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }

        throw new IOException("the device takes passwords only in the clear, or shows no certificate to encrypt them for; mend its endpoints, or take a certificate");
    }

    /// <summary>A certificate, with a signature by its key.</summary>
    public CarriedUser Certified(DeviceUser user)
    {
        using OwnCertificate own = certificates.FindUser(user.Name)
            ?? throw new IOException($"there is no own certificate '{user.Name}' with its key; 'otedge certs renew {user.Name}' makes one, which the device then has to trust");
        foreach (UserTokenOffer offer in Offers(UserTokenOffer.Certificate, "certificates of users"))
        {
            if (PolicyOf(offer, scene.Device) is { Rsa: { } rsa } policy && scene.Device.Device is { } device)
            {
                SessionRewriter.CertificateToken(offer.PolicyId, own.Certificate.Der.Span, writer);
                byte[] signature = SessionProof.Sign(policy, own, device.Certificate, scene.Nonces.Device);
                return new CarriedUser { Token = writer.Written.ToArray(), Proof = new SignedBy(rsa.SignatureUri, signature) };
            }
        }

        throw new IOException("the device takes certificates of users only by policies that OtEdge does not know, or shows none itself; mend its endpoints, or take a user name");
    }

    private static SecurityPolicy? PolicyOf(UserTokenOffer offer, DevicePicture device) =>
        string.IsNullOrEmpty(offer.SecurityPolicyUri) ? device.Policy : SecurityPolicy.Find(offer.SecurityPolicyUri);

    // The safest way first.
    private UserTokenOffer[] Offers(uint type, string what)
    {
        UserTokenOffer[] offers =
        [
            .. scene.Device.Endpoint.UserTokens.Where(one => one.TokenType == type).OrderByDescending(one => PolicyOf(one, scene.Device)?.Strength ?? -1),
        ];
        return offers.Length > 0 ? offers : throw new IOException($"the device takes no {what}; change `device-security` in otedge.yaml, or the device");
    }
}
