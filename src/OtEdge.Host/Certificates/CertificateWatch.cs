using OtEdge.Core.Findings;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Certificates;

/// <summary>Says of certificates and revocation lists that they end soon or have ended: once at each mark, also across restarts.</summary>
/// <param name="store">The PKI directory.</param>
/// <param name="journal">Knows what was said before.</param>
/// <param name="findings">Takes what is found.</param>
/// <param name="time">The clock.</param>
internal sealed class CertificateWatch(CertificateStore store, IJournal journal, FindingDesk findings, TimeProvider time)
{
    private const int KnownMax = 10_000;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private HashSet<string>? told;
    private long? lookedAt;

    /// <summary>Looks, when an hour has passed since the last time. Asked once a second.</summary>
    public void Look()
    {
        if (lookedAt is { } before && time.GetElapsedTime(before) < Interval)
        {
            return;
        }

        lookedAt = time.GetTimestamp();
        told ??= [.. Known(FindingKind.CertificateExpiring), .. Known(FindingKind.CertificateExpired)];
        DateTimeOffset now = time.GetUtcNow();
        Finding[] passed = [.. Expiring.In(store).Where(one => one.MarkAt(now) is not null).Select(one => Of(one, now))];
        findings.Record([.. passed.Where(finding => !told.Contains(finding.Key))]);

        // What was renewed is forgotten with its marks.
        told.Clear();
        told.UnionWith(passed.Select(finding => finding.Key));
    }

    private static Finding Of(Expiring one, DateTimeOffset now) => FindingWords.OfGateway(
        one.HasEnded(now) ? FindingKind.CertificateExpired : FindingKind.CertificateExpiring,
        $"{one.Name}|{one.MarkAt(now)}",
        $"{one.Sentence(now)}: {one.Remedy}",
        now);

    private IEnumerable<string> Known(FindingKind kind) =>
        journal.Findings(new FindingQuery(Kind: kind, CountMax: KnownMax)).Select(finding => finding.Key);
}
