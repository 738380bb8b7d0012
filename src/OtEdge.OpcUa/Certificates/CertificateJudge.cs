using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace OtEdge.OpcUa.Certificates;

/// <summary>Looks a peer's certificate over, in the steps of OPC UA Part 4, 6.1.3, table 100; it finds everything, not only the first flaw.</summary>
public static class CertificateJudge
{
    private const int RsaBitsMin = 2048;
    private const int RsaBitsMax = 4096;
    private const string ForClients = "1.3.6.1.5.5.7.3.2";
    private const string ForServers = "1.3.6.1.5.5.7.3.1";

    /// <summary>Judges a certificate by a trust list.</summary>
    public static CertificateVerdict Judge(CertificateQuestion question, TrustList list)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(list);
        List<CertificateFlaw> flaws = [];
        var path = PathOf(question.Chain, list, flaws);
        CheckKeys(path, flaws);
        if (!path.Any(list.Trusts))
        {
            Add(CertificateFlawKind.Untrusted, path[0], "neither it nor an issuer of it is among the trusted certificates");
        }

        CheckTimes(path, question.Now, flaws);
        CheckNames(path[0], question, flaws);
        CheckUses(path, question.Role, flaws);
        CheckRevocations(path, question.Now, list, flaws);
        return new CertificateVerdict([.. flaws.OrderBy(flaw => flaw.Kind)]);

        void Add(CertificateFlawKind kind, Certificate certificate, string message) => flaws.Add(new(kind, certificate, message));
    }

    // From the peer's own certificate up to one that has signed itself.
    private static List<Certificate> PathOf(CertificateChain chain, TrustList list, List<CertificateFlaw> flaws)
    {
        List<Certificate> path = [chain.Leaf];
        while (!path[^1].IsSelfIssued)
        {
            var last = path[^1];
            Certificate[] named = [.. list.Trusted.Concat(list.Issuers).Concat(chain.Certificates.Skip(1))
                .Where(one => one.Subject.Span.SequenceEqual(last.Issuer.Span) && !path.Any(one.IsSame))];
            var issuer = named.FirstOrDefault(last.Signed.IsSignedBy);
            if (issuer is null || path.Count == CertificateChain.CountMax)
            {
                flaws.Add(named.Length > 0 && last.Signed.IsStrong
                    ? new(CertificateFlawKind.Signature, last, $"'{last.IssuerName}' has not signed it")
                    : new(CertificateFlawKind.ChainIncomplete, last, $"the certificate of its issuer '{last.IssuerName}' is missing"));
                return path;
            }

            path.Add(issuer);
        }

        var root = path[^1];
        if (root.Signed.IsStrong && !root.Signed.IsSignedBy(root))
        {
            flaws.Add(new(CertificateFlawKind.Signature, root, "it has not signed itself as it says"));
        }

        return path;
    }

    private static void CheckKeys(List<Certificate> path, List<CertificateFlaw> flaws)
    {
        using var key = path[0].OpenRsaKey();
        if (key is null)
        {
            flaws.Add(new(CertificateFlawKind.Key, path[0], "expected an RSA key"));
        }
        else if (key.KeySize is < RsaBitsMin or > RsaBitsMax)
        {
            flaws.Add(new(
                CertificateFlawKind.Policy, path[0], $"expected an RSA key of {RsaBitsMin} to {RsaBitsMax} bits, got {key.KeySize}"));
        }

        foreach (var weak in path.Where(one => !one.Signed.IsStrong))
        {
            flaws.Add(new(CertificateFlawKind.Policy, weak, "it is signed with an algorithm that is not good any more; expected SHA-256 or better"));
        }
    }

    private static void CheckTimes(List<Certificate> path, DateTimeOffset now, List<CertificateFlaw> flaws)
    {
        for (int i = 0; i < path.Count; i++)
        {
            if (now < path[i].NotBefore || now > path[i].NotAfter)
            {
                flaws.Add(new(
                    i == 0 ? CertificateFlawKind.Time : CertificateFlawKind.IssuerTime,
                    path[i],
                    $"it is good from {path[i].NotBefore:yyyy-MM-dd HH:mm} to {path[i].NotAfter:yyyy-MM-dd HH:mm} UTC"));
            }
        }
    }

    private static void CheckNames(Certificate leaf, CertificateQuestion question, List<CertificateFlaw> flaws)
    {
        var names = leaf.Extensions;
        if (question.HostName is { } host && !HasHost(names, host))
        {
            flaws.Add(new(CertificateFlawKind.HostName, leaf, $"it does not name the host '{host}'"));
        }

        if (question.ApplicationUri is { } uri && names.Uris is not [var first, ..])
        {
            flaws.Add(new(CertificateFlawKind.Uri, leaf, $"it names no application, expected '{uri}'"));
        }
        else if (question.ApplicationUri is { } other && names.Uris[0] != other)
        {
            flaws.Add(new(CertificateFlawKind.Uri, leaf, $"it names the application '{names.Uris[0]}', expected '{other}'"));
        }
    }

    private static bool HasHost(CertificateExtensions names, string host) => IPAddress.TryParse(host, out var address)
        ? names.Addresses.Contains(address) || names.DnsNames.Contains(host)
        : names.DnsNames.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static void CheckUses(List<Certificate> path, CertificateRole role, List<CertificateFlaw> flaws)
    {
        var leaf = path[0].Extensions;
        const X509KeyUsageFlags OfApplications = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment;

        // Users only sign, and Part 6, 6.2 asks no extended purpose of them.
        bool isUser = role == CertificateRole.User;
        X509KeyUsageFlags needed = isUser ? X509KeyUsageFlags.DigitalSignature : OfApplications;
        string purpose = role == CertificateRole.Client ? ForClients : ForServers;
        if ((leaf.Usage is { } usage && (usage & needed) != needed)
            || (!isUser && leaf.Purposes.Count > 0 && !leaf.Purposes.Contains(purpose))
            || leaf.HasUnknownCritical)
        {
            flaws.Add(new(CertificateFlawKind.Use, path[0], $"it is not made for a {role.ToString().ToLowerInvariant()}"));
        }

        for (int i = 1; i < path.Count; i++)
        {
            var issuer = path[i].Extensions;
            if (!issuer.IsAuthority || issuer.PathLengthMax < i - 1 || issuer.HasUnknownCritical
                || (issuer.Usage is { } may && (may & X509KeyUsageFlags.KeyCertSign) == 0))
            {
                flaws.Add(new(CertificateFlawKind.IssuerUse, path[i], "it is not made to issue certificates"));
            }
        }
    }

    private static void CheckRevocations(
        List<Certificate> path, DateTimeOffset now, TrustList list, List<CertificateFlaw> flaws)
    {
        for (int i = 0; i + 1 < path.Count; i++)
        {
            var issuer = path[i + 1];
            RevocationList[] lists = [.. list.Revocations
                .Where(one => one.Issuer.Span.SequenceEqual(issuer.Subject.Span) && one.Signed.IsSignedBy(issuer))];
            if (lists.Any(one => one.Names(path[i])))
            {
                flaws.Add(new(
                    i == 0 ? CertificateFlawKind.Revoked : CertificateFlawKind.IssuerRevoked,
                    path[i],
                    $"'{issuer.SubjectName}' has revoked it"));
            }
            else if (!lists.Any(one => one.NextAt is null || now <= one.NextAt))
            {
                flaws.Add(new(
                    i == 0 ? CertificateFlawKind.RevocationUnknown : CertificateFlawKind.IssuerRevocationUnknown,
                    path[i],
                    $"there is no list of revoked certificates from '{issuer.SubjectName}' that is not out of date"));
            }
        }
    }
}
