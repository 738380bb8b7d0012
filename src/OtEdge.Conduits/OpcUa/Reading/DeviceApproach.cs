using System.Net;
using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
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
    /// <summary>Finds a way in.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">There is none; the message says why, and what to do.</exception>
    public async Task<DeviceWay> FindAsync(CancellationToken cancellation)
    {
        if (conduit.OpcUa!.CallingDevices is not null)
        {
            throw new IOException("the device calls in, and OtEdge dials only; have a client read the node");
        }

        IReadOnlyList<Endpoint> offered = await new DeviceTrial(conduit, certificates, time).AskAsync(
            conduit.Device.Host, conduit.Device.Port, conduit.OpcUa.DeviceUrl.OriginalString, cancellation);
        return conduit.OpcUa.Terminates ? Secured(offered) : Unsecured(offered);
    }

    private DeviceWay Secured(IReadOnlyList<Endpoint> offered)
    {
        DevicePicture picture = new DevicePainter(conduit, certificates).Paint(offered, time.GetUtcNow(), out string problem) ?? throw new IOException(problem);
        if (picture.Flaw is { } flaw)
        {
            throw new IOException(
                $"the device's certificate {flaw.Certificate.ThumbprintText} is not accepted: {flaw.Message}"
                + (flaw.Kind == CertificateFlawKind.Untrusted ? $"; when it is the right one: otedge certs trust {flaw.Certificate.ThumbprintText}" : ""));
        }

        DeviceUser user = conduit.OpcUa!.DeviceUser;
        return new DeviceWay(picture.Endpoint, picture.Policy, picture.OwnUri)
        {
            Own = picture.OwnClient,
            Device = picture.Policy.IsSecure ? picture.Device : null,
            User = user.Kind is DeviceUserKind.Passthrough or DeviceUserKind.Anonymous
                ? Anonymous(picture.Endpoint)
                : nonce => Known(user, picture, nonce),
        };
    }

    private DeviceWay Unsecured(IReadOnlyList<Endpoint> offered)
    {
        Endpoint? open = offered.FirstOrDefault(one => one is { Mode: MessageSecurityMode.None, TransportUri: Endpoint.BinaryTransport or "" });
        string without = offered.Count == 0
            ? "the device names no endpoint"
            : "the device wants security, and OtEdge has no identity there, because the conduit reads along; let it terminate (`inspection: terminate`), or have a client read the node";
        return open is null
            ? throw new IOException(without)
            : new DeviceWay(open, SecurityPolicy.None, $"urn:{Dns.GetHostName().ToLowerInvariant()}:otedge:{conduit.Name}") { User = Anonymous(open) };
    }

    // A client's user is not OtEdge's to use.
    private static Func<byte[], CarriedUser> Anonymous(Endpoint endpoint)
    {
        UserTokenOffer offer = endpoint.UserTokens.FirstOrDefault(one => one.TokenType == UserTokenOffer.Anonymous) ?? throw new IOException(
            "the device lets no anonymous user read, and OtEdge has no user there; name one in `device-security`, let the device tell these nodes without one, or have a client read them");
        var writer = new UaWriter();
        SessionRewriter.AnonymousToken(offer.PolicyId, writer);
        var user = new CarriedUser { Token = writer.Written.ToArray() };
        return _ => user;
    }

    private CarriedUser Known(DeviceUser user, DevicePicture picture, byte[] nonce)
    {
        var scene = new UserScene(picture.OwnServer, picture) { Nonces = ([], nonce), Offered = [] };
        var proof = new DeviceUserProof(scene, certificates);
        return user.Kind == DeviceUserKind.Name ? proof.Named(user) : proof.Certified(user);
    }
}
