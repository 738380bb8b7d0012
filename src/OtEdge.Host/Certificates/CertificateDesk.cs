using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OtEdge.Console.Api;
using OtEdge.Console.Keeping;
using OtEdge.Core.Auditing;
using OtEdge.Host.Web;
using OtEdge.OpcUa.Certificates;
using CertificateRequest = OtEdge.Console.Keeping.CertificateRequest;

namespace OtEdge.Host.Certificates;

/// <summary>Shows certificates, and says whom OtEdge trusts; every word of a person goes into the audit.</summary>
/// <param name="stateDirectory">The state directory.</param>
/// <param name="note">Told of what people say, for the audit.</param>
/// <param name="time">The clock.</param>
internal sealed class CertificateDesk(string stateDirectory, Action<AuditNote> note, TimeProvider time) : ICertificates
{
    private readonly CertificateStore store = new(stateDirectory);

    /// <summary>Told that an own certificate is another one now. Default: nobody.</summary>
    public Action Renewed { get; init; } = () => { };

    /// <inheritdoc/>
    public Answer<CertificateView[]> List()
    {
        DateTimeOffset now = time.GetUtcNow();
        return (CertificateView[])[.. Console(now), .. CertificateViews.All(store, now)];
    }

    /// <inheritdoc/>
    public Answer<CertificateText> Find(string thumbprint) => store.All().FirstOrDefault(Has(thumbprint)) is { } found
        ? new CertificateText(found.Certificate.ThumbprintText + ".pem", PemEncoding.WriteString("CERTIFICATE", found.Certificate.Der.Span) + "\n")
        : Unknown(thumbprint);

    /// <inheritdoc/>
    public Answer<CertificateView> Trust(string thumbprint, string user) => store.All().FirstOrDefault(Has(thumbprint)) is { } found
        ? Trust(found.Certificate, user, isOfUser: false)
        : Unknown(thumbprint);

    /// <inheritdoc/>
    public Answer<CertificateView> Trust(CertificateRequest request, string user)
    {
        if (request.Thumbprint.Length > 0)
        {
            return store.All().FirstOrDefault(Has(request.Thumbprint)) is { } met ? Trust(met.Certificate, user, request.User) : Unknown(request.Thumbprint);
        }

        const string Label = "CERTIFICATE";
        if (request.Pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return new Refusal(RefusalKind.Invalid, "That is a key", "a private key is in it, which nobody but its owner may have: give the certificate alone, and think of the key as known to others.");
        }

        return PemEncoding.TryFind(request.Pem, out PemFields fields) && request.Pem[fields.Label] == Label
            && Certificate.Read(Convert.FromBase64String(request.Pem[fields.Base64Data])) is { } certificate
                ? Trust(certificate, user, request.User)
                : new Refusal(RefusalKind.Invalid, "No certificate", "expected a certificate as PEM text, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.");
    }

    /// <inheritdoc/>
    public Answer<CertificateView> Reject(string thumbprint, string user)
    {
        if (store.In(CertificatePlace.Trusted).Concat(store.In(CertificatePlace.Users)).FirstOrDefault(Has(thumbprint)) is not { } found)
        {
            return new Refusal(RefusalKind.Unknown, "Not trusted", $"no certificate {thumbprint} is trusted; 'otedge certs list' shows those that are.");
        }

        store.Reject(found.Certificate);
        Note("rejected", user, found.Certificate, "is trusted no longer");
        return View(found.Certificate, CertificatePlace.Rejected);
    }

    /// <inheritdoc/>
    public Answer<CertificateView> Renew(string name, RenewalRequest request, string user)
    {
        Answer<StoredCertificate> renewed = new OwnCertificates(store, time).Renew(name, request);
        if (!renewed.IsDone)
        {
            return renewed.Refusal;
        }

        Note("renewed", user, renewed.Value.Certificate, request.Pem is null ? $"is new, called {name}" : $"was signed by an authority and is new, called {name}");
        Renewed();
        return CertificateViews.Of(renewed.Value, store, time.GetUtcNow());
    }

    /// <inheritdoc/>
    public Answer<CertificateText> Request(string name, string user)
    {
        Answer<string> made = new OwnCertificates(store, time).Request(name);
        if (!made.IsDone)
        {
            return made.Refusal;
        }

        Note("request", user, store.In(CertificatePlace.Own).First(one => one.Name == name).Certificate, $"is to be signed by an authority, called {name}");
        return new CertificateText(name + ".csr", made.Value + "\n");
    }

    private Answer<CertificateView> Trust(Certificate certificate, string user, bool isOfUser)
    {
        if (store.In(CertificatePlace.Own).Any(own => own.Certificate.IsSame(certificate)))
        {
            return new Refusal(RefusalKind.Conflict, "Own certificate", "this is OtEdge's own certificate: a peer that presents it is never trusted.");
        }

        store.TrustCertificate(certificate, isOfUser);
        Note("trusted", user, certificate, isOfUser ? "is trusted as a user's" : "is trusted");
        return View(certificate, isOfUser ? CertificatePlace.Users : CertificatePlace.Trusted);
    }

    private CertificateView View(Certificate certificate, CertificatePlace place) =>
        CertificateViews.Of(store.In(place).First(one => one.Certificate.IsSame(certificate)), store, time.GetUtcNow());

    // The console's is no OPC UA certificate: browsers judge it, and it renews itself.
    private IEnumerable<CertificateView> Console(DateTimeOffset now)
    {
        string file = Path.Combine(stateDirectory, ConsoleCertificate.FileName);
        if (!File.Exists(file))
        {
            yield break;
        }

        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
        yield return new CertificateView
        {
            Thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256),
            Place = "console",
            Name = "console",
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            Hosts = [],
            NotBefore = certificate.NotBefore.ToUniversalTime(),
            NotAfter = certificate.NotAfter.ToUniversalTime(),
            DaysLeft = (int)Math.Floor((certificate.NotAfter.ToUniversalTime() - now.UtcDateTime).TotalDays),
            Flaws = [],
            File = file,
        };
    }

    private static Func<StoredCertificate, bool> Has(string thumbprint) =>
        one => one.Certificate.ThumbprintText.Equals(thumbprint, StringComparison.OrdinalIgnoreCase);

    private static Refusal Unknown(string thumbprint) =>
        new(RefusalKind.Unknown, "No such certificate", $"there is no certificate {thumbprint}; 'otedge certs list' shows those there are.");

    private void Note(string action, string user, Certificate certificate, string words) => note(new AuditNote
    {
        At = time.GetUtcNow(),
        Kind = AuditKind.Certificate,
        Action = action,
        By = user,
        Text = $"the certificate of {certificate.SubjectName} {words}, says {user}",
        Subject = certificate.ThumbprintText,
    });
}
