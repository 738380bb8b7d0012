using System.Net;
using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Sessions;

namespace OtEdge.Conduits.OpcUa.Reading;

/// <summary>
/// How OtEdge goes to a device on its own account. A conduit that terminates goes as it does for its clients, but never to a device
/// whose certificate is not accepted: what is concluded from its values must be its own. One that reads along has no identity there,
/// so it needs an endpoint without security.
/// </summary>
/// <param name="conduit">An OPC UA conduit.</param>
/// <param name="certificates">Own certificates and trust.</param>
/// <param name="time">The clock.</param>
internal sealed class DeviceApproach(Conduit conduit, IConduitCertificates certificates, TimeProvider time)
{
    private const uint AnonymousToken = 0;

    /// <summary>Finds a way in.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The options of a channel and of a session in it.</returns>
    /// <exception cref="IOException">There is none; the message says why, and what to do.</exception>
    public async Task<(ClientChannelOptions Channel, ClientSessionOptions Session)> FindAsync(CancellationToken cancellation)
    {
        IReadOnlyList<Endpoint> offered = await new DeviceTrial(conduit, certificates, time).AskAsync(
            conduit.Device.Host, conduit.Device.Port, conduit.OpcUa!.DeviceUrl.OriginalString, cancellation);
        Way way = conduit.OpcUa.Terminates ? Secured(offered) : Unsecured(offered);
        UserTokenOffer anonymous = way.Endpoint.UserTokens.FirstOrDefault(one => one.TokenType == AnonymousToken)
            ?? throw new IOException("the device lets no anonymous user read, and OtEdge has no user there; let it read these nodes without a name, or have a client read them");
        var channel = new ClientChannelOptions
        {
            Policy = way.Policy,
            Mode = way.Endpoint.Mode,
            EndpointUrl = way.Endpoint.Url,
            Own = way.Own,
            Server = way.Device,
            Random = GatewayFront.Random,
        };
        return (channel, new ClientSessionOptions
        {
            Policy = way.Policy,
            EndpointUrl = way.Endpoint.Url,
            ApplicationUri = way.OwnUri,
            AnonymousPolicyId = anonymous.PolicyId,
            Own = way.Own,
            Server = way.Device,
            Random = GatewayFront.Random,
        });
    }

    private Way Secured(IReadOnlyList<Endpoint> offered)
    {
        DevicePicture picture = new DevicePainter(conduit, certificates).Paint(offered, time.GetUtcNow(), out string problem) ?? throw new IOException(problem);
        return picture.Flaw is not { } flaw
            ? new Way(picture.Endpoint, picture.Policy, picture.OwnUri, picture.OwnClient, picture.Policy.IsSecure ? picture.Device : null)
            : throw new IOException(
                $"the device's certificate {flaw.Certificate.ThumbprintText} is not accepted: {flaw.Message}"
                + (flaw.Kind == CertificateFlawKind.Untrusted ? $"; when it is the right one: otedge certs trust {flaw.Certificate.ThumbprintText}" : ""));
    }

    private Way Unsecured(IReadOnlyList<Endpoint> offered)
    {
        Endpoint? open = offered.FirstOrDefault(one => one is { Mode: MessageSecurityMode.None, TransportUri: Endpoint.BinaryTransport or "" });
        string without = offered.Count == 0
            ? "the device names no endpoint"
            : "the device wants security, and OtEdge has no identity there, because the conduit reads along; let it terminate (`inspection: terminate`), or have a client read the node";
        return open is null
            ? throw new IOException(without)
            : new Way(open, SecurityPolicy.None, $"urn:{Dns.GetHostName().ToLowerInvariant()}:otedge:{conduit.Name}", null, null);
    }

    private sealed record Way(Endpoint Endpoint, SecurityPolicy Policy, string OwnUri, OwnCertificate? Own, PeerCertificate? Device);
}
