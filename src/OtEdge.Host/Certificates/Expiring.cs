using OtEdge.OpcUa.Certificates;

namespace OtEdge.Host.Certificates;

/// <summary>A certificate or revocation list of the PKI directory that ends some day.</summary>
/// <param name="Name">What makes it another one than before: the next one of the same owner has another name.</param>
/// <param name="Words">What it is, for people.</param>
/// <param name="Until">Until when it is good.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record Expiring(string Name, string Words, DateTimeOffset Until, string Remedy)
{
    private static readonly int[] DaysAhead = [1, 7, 30];

    /// <summary>What ends some day: all that OtEdge presents or trusts, or whose revocations it goes by.</summary>
    public static IReadOnlyList<Expiring> In(CertificateStore store) =>
    [
        .. store.All().Where(one => one.Place != CertificatePlace.Rejected).Select(Of),
        .. store.RevocationsIn(CertificatePlace.Trusted, CertificatePlace.Issuers, CertificatePlace.Users)
            .Where(one => one.List.NextAt is not null)
            .Select(one => Of(one.Path, one.List)),
    ];

    /// <summary>How often there is a new one; null (the default): that is not known.</summary>
    public TimeSpan? Period { get; init; }

    /// <summary>True when it has ended.</summary>
    public bool HasEnded(DateTimeOffset now) => now > Until;

    /// <summary>
    /// The last mark that was passed: 30, 7 or 1 days ahead, 0 when it has ended; null: none yet. What comes anew every few days
    /// has no mark that it would always be behind.
    /// </summary>
    public int? MarkAt(DateTimeOffset now)
    {
        if (HasEnded(now))
        {
            return 0;
        }

        foreach (int days in DaysAhead)
        {
            var ahead = TimeSpan.FromDays(days);
            if (Until - now <= ahead && (Period is not { } period || period > 2 * ahead))
            {
                return days;
            }
        }

        return null;
    }

    /// <summary>How it stands, one sentence without its end.</summary>
    public string Sentence(DateTimeOffset now) => HasEnded(now)
        ? $"{Words} has ended on {Until:yyyy-MM-dd HH:mm} UTC"
        : $"{Words} ends on {Until:yyyy-MM-dd HH:mm} UTC, {((Until - now).TotalDays < 1 ? "in less than a day" : $"in {Math.Floor((Until - now).TotalDays):0} days")}";

    private static Expiring Of(StoredCertificate stored)
    {
        Certificate certificate = stored.Certificate;
        string words = stored.Place switch
        {
            CertificatePlace.Own => $"the own certificate {stored.Name}",
            CertificatePlace.Issuers => $"the issuer's certificate {certificate.SubjectName}",
            CertificatePlace.Users => $"the trusted user's certificate {certificate.SubjectName}",
            _ => $"the trusted certificate {certificate.SubjectName}",
        };
        string remedy = stored.Place switch
        {
            CertificatePlace.Own => $"otedge certs renew {stored.Name}, then have its peers trust the new one",
            CertificatePlace.Users => "ask its owner for a new one, then: otedge certs trust --user FILE",
            _ => "ask its owner for a new one, then: otedge certs trust FILE",
        };
        return new Expiring(certificate.ThumbprintText, words, certificate.NotAfter, remedy);
    }

    private static Expiring Of(string path, RevocationList list) => new(
        $"{Path.GetFileName(path)}|{list.NextAt:O}",
        $"the revocation list {path}",
        list.NextAt!.Value,
        "put its issuer's newest list in its place; until then nobody knows whom the issuer has revoked since")
    {
        Period = list.NextAt.Value - list.MadeAt,
    };
}
