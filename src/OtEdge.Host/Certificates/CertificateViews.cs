using OtEdge.Console.Keeping;
using OtEdge.OpcUa.Certificates;

namespace OtEdge.Host.Certificates;

/// <summary>Shows certificates to people.</summary>
internal static class CertificateViews
{
    /// <summary>Shows a certificate by what OtEdge trusts now.</summary>
    public static CertificateView Of(StoredCertificate stored, CertificateStore store, DateTimeOffset now) =>
        Of(stored, stored.Place == CertificatePlace.Users ? store.TrustOfUsers() : store.Trust(), now);

    /// <summary>Shows certificates by what OtEdge trusts now.</summary>
    public static IEnumerable<CertificateView> All(CertificateStore store, DateTimeOffset now)
    {
        (TrustList trust, TrustList ofUsers) = (store.Trust(), store.TrustOfUsers());
        return store.All().Select(one => Of(one, one.Place == CertificatePlace.Users ? ofUsers : trust, now));
    }

    private static CertificateView Of(StoredCertificate stored, TrustList trust, DateTimeOffset now)
    {
        var certificate = stored.Certificate;
        using var key = certificate.OpenRsaKey();
        return new CertificateView
        {
            Thumbprint = certificate.ThumbprintText,
            Place = stored.Place.ToString().ToLowerInvariant(),
            Name = stored.Name,
            Subject = certificate.SubjectName,
            Issuer = certificate.IssuerName,
            ApplicationUri = certificate.Extensions.Uris is [var uri, ..] ? uri : null,
            Hosts = [.. certificate.Extensions.DnsNames, .. certificate.Extensions.Addresses.Select(one => one.ToString())],
            NotBefore = certificate.NotBefore,
            NotAfter = certificate.NotAfter,
            DaysLeft = (int)Math.Floor((certificate.NotAfter - now).TotalDays),
            KeyBits = key?.KeySize ?? 0,
            IsAuthority = certificate.Extensions.IsAuthority,
            Flaws = FlawsOf(stored, trust, now),
            File = stored.Path,
        };
    }

    // Nobody has to trust what OtEdge itself presents, and an authority is no peer.
    private static List<string> FlawsOf(StoredCertificate stored, TrustList trust, DateTimeOffset now)
    {
        if (stored.Certificate.Extensions.IsAuthority || CertificateChain.Read(stored.Certificate.Der.Span) is not { } chain)
        {
            return [];
        }

        CertificateRole role = stored.Place == CertificatePlace.Users ? CertificateRole.User : CertificateRole.Client;
        var list = stored.Place == CertificatePlace.Own ? trust with { Trusted = [.. trust.Trusted, stored.Certificate] } : trust;
        return [.. CertificateJudge.Judge(new CertificateQuestion(chain, role, now), list).Flaws.Select(flaw => flaw.Message)];
    }
}
