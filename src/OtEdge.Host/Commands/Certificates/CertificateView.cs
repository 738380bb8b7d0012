using OtEdge.Host.Certificates;
using OtEdge.OpcUa.Certificates;

namespace OtEdge.Host.Commands.Certificates;

/// <summary>A certificate as commands show it.</summary>
internal sealed record CertificateView
{
    /// <summary>SHA-1, as OPC UA tools name it.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>own, trusted, issuers or rejected; null: only a file.</summary>
    public string? Place { get; init; }

    /// <summary>How it is called here.</summary>
    public required string Name { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Subject { get; init; }

    /// <summary>Who made it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The application that it names; null: none.</summary>
    public string? ApplicationUri { get; init; }

    /// <summary>Host names and addresses that it names.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>From when it is good.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when it is good.</summary>
    public DateTimeOffset NotAfter { get; init; }

    /// <summary>Whole days until then; negative when it is over.</summary>
    public int DaysLeft { get; init; }

    /// <summary>Bits of its RSA key; 0: another kind of key.</summary>
    public int KeyBits { get; init; }

    /// <summary>True when it may issue others.</summary>
    public bool IsAuthority { get; init; }

    /// <summary>What is wrong with it, as a client's and a server's alike.</summary>
    public required IReadOnlyList<string> Flaws { get; init; }

    /// <summary>The file that holds it.</summary>
    public required string File { get; init; }

    /// <summary>Shows a certificate by what OtEdge trusts now.</summary>
    public static CertificateView Of(StoredCertificate stored, TrustList trust, DateTimeOffset now)
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

        var list = stored.Place == CertificatePlace.Own ? trust with { Trusted = [.. trust.Trusted, stored.Certificate] } : trust;
        return [.. CertificateJudge.Judge(new CertificateQuestion(chain, CertificateRole.Client, now), list).Flaws.Select(flaw => flaw.Message)];
    }
}
