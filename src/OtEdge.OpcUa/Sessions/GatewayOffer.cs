using OtEdge.OpcUa.SecureChannel;

namespace OtEdge.OpcUa.Sessions;

/// <summary>What a gateway offers in a device's place: the device's application at its own address, with its own certificate and security.</summary>
public sealed record GatewayOffer
{
    private const uint AnonymousToken = 0;

    /// <summary>What the client has dialled.</summary>
    public required string Url { get; init; }

    /// <summary>The gateway's certificate, as it is sent; empty: only the policy None is offered.</summary>
    public ReadOnlyMemory<byte> Certificate { get; init; }

    /// <summary>Policies that clients may use.</summary>
    public required IReadOnlyList<SecurityPolicy> Policies { get; init; }

    /// <summary>Modes that clients may use.</summary>
    public required IReadOnlyList<MessageSecurityMode> Modes { get; init; }

    /// <summary>
    /// The endpoints for clients, weakest first. The application stays the device's, so that whatever names it stays right; a password is
    /// only taken encrypted.
    /// </summary>
    /// <param name="device">One endpoint of the device: the one that the gateway uses itself, with the ways for users that the gateway takes.</param>
    public IReadOnlyList<Endpoint> For(Endpoint device)
    {
        ArgumentNullException.ThrowIfNull(device);
        string secretPolicy = Policies.Where(policy => policy.IsSecure).MaxBy(policy => policy.Strength)?.Uri ?? SecurityPolicy.None.Uri;
        return
        [
            .. from policy in Policies.OrderBy(policy => policy.Strength)
               from mode in Modes.Order()
               where policy.Has(mode) && (!policy.IsSecure || !Certificate.IsEmpty)
               select device with
               {
                   Url = Url,
                   Server = device.Server with { DiscoveryUrls = [Url] },
                   Certificate = Certificate,
                   Mode = mode,
                   PolicyUri = policy.Uri,
                   UserTokens = [.. device.UserTokens.Where(one => IsOffered(one, policy)).Select(one => Encrypted(one, policy, secretPolicy))],
                   TransportUri = Endpoint.BinaryTransport,
                   Level = LevelOf(policy, mode),
               },
        ];
    }

    private bool IsOffered(UserTokenOffer offer, SecurityPolicy policy) =>
        offer.TokenType == AnonymousToken || policy.IsSecure || !Certificate.IsEmpty;

    // Without protection of the channel the secret itself is protected by the best policy there is.
    private static UserTokenOffer Encrypted(UserTokenOffer offer, SecurityPolicy policy, string secretPolicy) =>
        offer.TokenType == AnonymousToken ? offer with { SecurityPolicyUri = null }
        : policy.IsSecure ? offer with { SecurityPolicyUri = policy.Uri }
        : offer with { SecurityPolicyUri = secretPolicy == SecurityPolicy.None.Uri ? SecurityPolicy.Basic256Sha256.Uri : secretPolicy };

    private static byte LevelOf(SecurityPolicy policy, MessageSecurityMode mode) =>
        (byte)((10 * policy.Strength) + (mode == MessageSecurityMode.SignAndEncrypt ? 5 : 0));
}
