using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Sessions;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>Makes the picture of a device out of what it offers: chooses an endpoint, judges its certificate, has own certificates ready.</summary>
/// <param name="conduit">What the settings declare.</param>
/// <param name="certificates">Own certificates and trust.</param>
internal sealed class DevicePainter(Conduit conduit, IConduitCertificates certificates)
{
    private readonly OpcUaConduit settings = conduit.OpcUa!;

    /// <summary>Makes the picture; it takes long.</summary>
    /// <param name="offered">The device's endpoints.</param>
    /// <param name="now">The time of day.</param>
    /// <param name="problem">Why there is none, for people.</param>
    public DevicePicture? Paint(IReadOnlyList<Endpoint> offered, DateTimeOffset now, out string problem)
    {
        Endpoint? chosen = offered
            .Where(IsUsable)
            .OrderByDescending(one => SecurityPolicy.Find(one.PolicyUri)!.Strength)
            .ThenByDescending(one => one.Mode)
            .FirstOrDefault();
        if (chosen is null)
        {
            string wanted = $"{settings.DevicePolicy ?? "any known policy"} with {settings.DeviceMode?.ToString() ?? "any mode"}";
            problem = $"the device offers no endpoint of {wanted}; it offers {Words(offered)}; mend `device-security`, or the device";
            return null;
        }

        // What a device has said of itself before any channel was open is believed only as far as its certificate bears it out.
        if (settings.CallingDevices is { } calling && !calling.Servers.Contains(chosen.Server.ApplicationUri))
        {
            problem = $"the device calls itself {chosen.Server.ApplicationUri} on the channel, which is not among `reverse-connect: servers`";
            return null;
        }

        SecurityPolicy policy = SecurityPolicy.Find(chosen.PolicyUri)!;
        PeerCertificate? device = PeerCertificate.Open(chosen.Certificate.Span);
        if (policy.IsSecure && device is null)
        {
            problem = "the device shows no certificate with an RSA key";
            return null;
        }

        if (device is not null && IsOwn(device))
        {
            problem = "the device shows a certificate of OtEdge's own: does `device` lead back to this gateway?";
            return null;
        }

        problem = "";
        CertificateVerdict? verdict = policy.IsSecure ? Judge(device!, chosen, now) : null;
        OwnCertificate? ownClient = policy.IsSecure ? Own(CertificateRole.Client, OwnUri) : null;
        return new DevicePicture
        {
            Endpoint = chosen,
            Policy = policy,
            Device = device,
            Flaw = verdict?.FirstBeyond(CertificateVerdict.Lapsed),
            Lapse = verdict?.FirstBeyond(),
            OwnServer = Own(CertificateRole.Server, chosen.Server.ApplicationUri ?? OwnUri),
            OwnClient = ownClient,
            OwnUri = ownClient?.ApplicationUri ?? OwnUri,
        };
    }

    private string OwnUri => $"urn:{Dns.GetHostName().ToLowerInvariant()}:otedge:{conduit.Name}";

    // Two ends of one gateway that talk to each other could be made to sign for each other.
    private bool IsOwn(PeerCertificate device) =>
        Enum.GetValues<CertificateRole>().Any(role => certificates.Find(conduit.Name, role)?.Certificate.IsSame(device.Certificate) == true);

    private bool IsUsable(Endpoint one) =>
        one.TransportUri is Endpoint.BinaryTransport or ""
        && SecurityPolicy.Find(one.PolicyUri) is { IsWithdrawn: false } policy
        && policy.Has(one.Mode)
        && (settings.DevicePolicy is not { } name || name == policy.Name)
        && (settings.DeviceMode is not { } mode || (int)mode == (int)one.Mode);

    private static string Words(IReadOnlyList<Endpoint> offered) => offered.Count == 0
        ? "nothing"
        : string.Join(", ", offered.Select(one => $"{one.PolicyUri[(one.PolicyUri.IndexOf('#', StringComparison.Ordinal) + 1)..]} with {one.Mode}").Distinct().Take(8));

    private CertificateVerdict Judge(PeerCertificate device, Endpoint endpoint, DateTimeOffset now)
    {
        var question = new CertificateQuestion(device.Chain, CertificateRole.Server, now) { ApplicationUri = endpoint.Server.ApplicationUri };
        CertificateVerdict verdict = CertificateJudge.Judge(question, certificates.Trust());
        if (verdict.IsOfUnknown)
        {
            certificates.TurnAway(device.Certificate);
        }

        return verdict;
    }

    // One for each role: a key that answers in both could be made to sign for another server.
    private OwnCertificate Own(CertificateRole role, string applicationUri) =>
        certificates.Find(conduit.Name, role)
        ?? certificates.Make(conduit.Name, role, new CertificateSubject($"OtEdge {conduit.Name}", applicationUri, Hosts(role)));

    private List<string> Hosts(CertificateRole role)
    {
        List<string> hosts = [Dns.GetHostName().ToLowerInvariant()];
        if (role == CertificateRole.Server)
        {
            if (settings.EndpointUrl is { } url)
            {
                hosts.Insert(0, url.Host);
            }

            IPAddress listen = conduit.Listen.Address;
            hosts.AddRange(listen.Equals(IPAddress.Any) || listen.Equals(IPAddress.IPv6Any) ? Everywhere() : [listen.ToString()]);
            if (IPAddress.IsLoopback(listen) || listen.Equals(IPAddress.Any) || listen.Equals(IPAddress.IPv6Any))
            {
                hosts.Add("localhost");
            }
        }

        return [.. hosts.Distinct()];
    }

    private static IEnumerable<string> Everywhere() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(one => one.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork || (address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv6LinkLocal))
            .Select(address => address.ToString());
}
