using System.Security.Cryptography;
using OtEdge.Console.Api;
using OtEdge.Console.Keeping;
using OtEdge.OpcUa.Certificates;

namespace OtEdge.Host.Certificates;

/// <summary>Renews certificates that OtEdge presents, and asks authorities to sign them.</summary>
/// <param name="store">The PKI directory.</param>
/// <param name="time">The clock.</param>
internal sealed class OwnCertificates(CertificateStore store, TimeProvider time)
{
    /// <summary>Longest time that a certificate can be good, in days.</summary>
    public const int DaysMax = 30 * 365;

    private const int SerialBytes = 16;

    /// <summary>Makes a certificate with a new key, or takes in one that an authority has signed.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="request">How.</param>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public Answer<StoredCertificate> Renew(string name, RenewalRequest request)
    {
        if (!CertificateStore.IsName(name))
        {
            return Wrong($"'{name}': expected lower-case letters, digits, '.', '-' and '_', 64 at most.");
        }

        return request.Pem is { } pem ? TakeIn(name, pem) : Make(name, request);
    }

    /// <summary>A request for a certificate, as PEM text.</summary>
    /// <param name="name">What the certificate is called.</param>
    public Answer<string> Request(string name)
    {
        if (store.In(CertificatePlace.Own).FirstOrDefault(one => one.Name == name) is not { } own)
        {
            return new Refusal(RefusalKind.Unknown, "No such certificate", $"there is no own certificate '{name}'; 'otedge certs list' shows those there are.");
        }

        using RSA? key = store.Key(name);
        if (key is null)
        {
            return new Refusal(
                RefusalKind.Failed, "No key", $"the key of '{name}' is missing in {store.PrivateDirectory}: 'otedge certs renew {name}' makes a new one.");
        }

        CertificateExtensions names = own.Certificate.Extensions;
        var subject = new CertificateSubject(
            $"OtEdge {name}",
            names.Uris is [var uri, ..] ? uri : $"urn:otedge:{name}",
            [.. names.DnsNames, .. names.Addresses.Select(one => one.ToString())]);
        return PemEncoding.WriteString("CERTIFICATE REQUEST", CertificateMaker.MakeRequest(subject, key));
    }

    private static Refusal Wrong(string words) => new(RefusalKind.Invalid, "Not renewed", words);

    private Answer<StoredCertificate> TakeIn(string name, string pem)
    {
        if (CertificateFile.ReadPem(pem) is not [var certificate, .. var issuers])
        {
            return Wrong("what was signed holds no certificate: expected one as DER or PEM, perhaps with those of its issuers behind it, and no key.");
        }

        if (store.KeepSigned(name, certificate) is not { } path)
        {
            return Wrong($"what was signed is not made for the key of '{name}': expected what came of 'otedge certs csr {name}'.");
        }

        foreach (Certificate issuer in issuers.Where(one => one.Extensions.IsAuthority))
        {
            store.KeepIssuer(issuer);
        }

        return Kept(path);
    }

    private Answer<StoredCertificate> Make(string name, RenewalRequest request)
    {
        if (request.KeyBits is not (2048 or 3072 or 4096) || request.Days is < 1 or > DaysMax)
        {
            return Wrong($"expected a key of 2048, 3072 or 4096 bits, and 1 to {DaysMax} days.");
        }

        CertificateExtensions? before = store.In(CertificatePlace.Own).FirstOrDefault(one => one.Name == name)?.Certificate.Extensions;
        string host = System.Net.Dns.GetHostName().ToLowerInvariant();
        string uri = request.ApplicationUri ?? (before?.Uris is [var old, ..] ? old : $"urn:{host}:otedge:{name}");
        if (!Uri.TryCreate(uri, UriKind.Absolute, out _))
        {
            return Wrong($"the application URI '{uri}': expected a URI such as urn:acme:filler.");
        }

        IReadOnlyList<string> hosts = request.Hosts.Count > 0 ? request.Hosts
            : before is not null ? [.. before.DnsNames, .. before.Addresses.Select(one => one.ToString())]
            : [host];
        if (hosts.FirstOrDefault(one => Uri.CheckHostName(one) == UriHostNameType.Unknown) is { } wrong)
        {
            return Wrong($"the host '{wrong}': expected a host name or an address.");
        }

        DateTimeOffset now = time.GetUtcNow();
        using OwnCertificate own = CertificateMaker.MakeSelfSigned(
            new CertificateSubject($"OtEdge {name}", uri, hosts),
            RSA.Create(request.KeyBits),
            RandomNumberGenerator.GetBytes(SerialBytes),
            now.AddHours(-1),
            now.AddDays(request.Days));
        return Kept(store.Keep(name, own));
    }

    private StoredCertificate Kept(string path) => store.In(CertificatePlace.Own).First(one => one.Path == path);
}
