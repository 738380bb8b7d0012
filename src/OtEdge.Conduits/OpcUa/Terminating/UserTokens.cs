using System.Security.Cryptography;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>Carries users over from the client's session to the device's (opcua.md 3.3): anonymous, or by name with the password encrypted anew.</summary>
internal static class UserTokens
{
    /// <summary>The setting by which every user is anonymous to the device.</summary>
    public const string MappedToAnonymous = "anonymous";

    private const uint AnonymousToken = 0;
    private const uint UserNameToken = 1;

    /// <summary>What clients are offered of what the device takes: what a signature of the user protects cannot be carried over.</summary>
    public static IReadOnlyList<UserTokenOffer> Offered(IReadOnlyList<UserTokenOffer> device, string deviceUser) =>
    [
        .. device.Where(one => one.TokenType == AnonymousToken || (one.TokenType == UserNameToken && deviceUser != MappedToAnonymous)),
    ];

    /// <summary>Writes the token for the device.</summary>
    /// <param name="token">What the client has sent.</param>
    /// <param name="offered">What the client was offered on its channel.</param>
    /// <param name="sides">What OtEdge presents to the client, and the device.</param>
    /// <param name="nonces">The last nonces that OtEdge gave the client, and the device gave OtEdge.</param>
    /// <param name="writer">Where to; nothing is written when the client's token can go on as it came.</param>
    /// <returns>False: the user is rejected; what exactly is wrong is nobody's business.</returns>
    public static bool TryTranslate(
        UserTokenRef token, IReadOnlyList<UserTokenOffer> offered, (OwnCertificate Own, DevicePicture Device) sides, (byte[] Own, byte[] Device) nonces, UaWriter writer)
    {
        string policyId = System.Text.Encoding.UTF8.GetString(token.PolicyId);
        switch (token.Kind)
        {
            case UserTokenKind.Anonymous:
                return policyId.Length == 0 || offered.Any(one => one.PolicyId == policyId && one.TokenType == AnonymousToken);
            case UserTokenKind.UserName:
                UserTokenOffer? taken = offered.FirstOrDefault(one => one.PolicyId == policyId && one.TokenType == UserNameToken);
                UserTokenOffer? given = sides.Device.Endpoint.UserTokens.FirstOrDefault(one => one.PolicyId == policyId && one.TokenType == UserNameToken);
                return taken is not null && given is not null && TryReencrypt(token, (taken, given), sides, nonces, writer);
            default:
                return false;
        }
    }

    private static bool TryReencrypt(
        UserTokenRef token, (UserTokenOffer Taken, UserTokenOffer Given) offers, (OwnCertificate Own, DevicePicture Device) sides, (byte[] Own, byte[] Device) nonces, UaWriter writer)
    {
        DevicePicture picture = sides.Device;
        if (SecurityPolicy.Find(offers.Taken.SecurityPolicyUri ?? "") is not { Rsa: { } rsa } taken
            || !token.EncryptionAlgorithm.SequenceEqual(System.Text.Encoding.ASCII.GetBytes(rsa.EncryptionUri))
            || !UserSecret.TryDecrypt(taken, sides.Own.Key, token.Secret, nonces.Own, out byte[] secret))
        {
            return false;
        }

        try
        {
            SecurityPolicy? given = string.IsNullOrEmpty(offers.Given.SecurityPolicyUri)
                ? picture.Policy
                : SecurityPolicy.Find(offers.Given.SecurityPolicyUri);
            if (given is { IsSecure: true, IsWithdrawn: false } && picture.Device is { } device)
            {
                byte[] encrypted = UserSecret.Encrypt(given, device.Key, secret, nonces.Device);
                SessionRewriter.UserNameToken(offers.Given.PolicyId, token.UserName, encrypted, given, writer);
                return true;
            }

            // In the clear only where the whole message is encrypted.
            bool mayBeClear = given == SecurityPolicy.None && picture.Endpoint.Mode == MessageSecurityMode.SignAndEncrypt;
            if (mayBeClear)
            {
                SessionRewriter.UserNameToken(offers.Given.PolicyId, token.UserName, secret, SecurityPolicy.None, writer);
            }

            return mayBeClear;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
