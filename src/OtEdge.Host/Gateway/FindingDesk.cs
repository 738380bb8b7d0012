using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Host.Alerts;

namespace OtEdge.Host.Gateway;

/// <summary>Turns what the data plane found into findings for people: equal ones of a batch become one, with a count.</summary>
/// <param name="names">Names of conduits, clients and tags.</param>
/// <param name="journal">Keeps the findings.</param>
/// <param name="events">Tells who listens.</param>
/// <param name="time">The clock, for findings about recording itself.</param>
/// <param name="alerts">Raises alerts of them; null: nobody is alerted.</param>
internal sealed class FindingDesk(SiteNames names, IJournal journal, EventStream events, TimeProvider time, AlertDesk? alerts = null)
    : IFindingSink
{
    private long journalShedKnown;

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<TrafficFinding> findings, long shed)
    {
        var folded = new Dictionary<FoldKey, (int Last, long Times, DateTimeOffset FirstSeen)>();
        for (int i = 0; i < findings.Length; i++)
        {
            var key = FoldKey.Of(findings[i]);
            folded[key] = folded.TryGetValue(key, out (int Last, long Times, DateTimeOffset FirstSeen) known)
                ? (i, known.Times + 1, known.FirstSeen)
                : (i, 1, findings[i].Utc);
        }

        var all = new List<Finding>();
        foreach ((int last, long times, DateTimeOffset firstSeen) in folded.Values)
        {
            all.Add(FindingWords.Of(findings[last], names) with { Times = times, FirstSeen = firstSeen });
        }

        if (shed > 0)
        {
            all.Add(FindingWords.Shed("the data plane", shed, time.GetUtcNow()));
        }

        Record(all);
    }

    /// <summary>Once a second: lets time pass for alerts, and says so when the journal had to shed findings.</summary>
    public void CheckJournal()
    {
        long shed = journal.Shed;
        alerts?.Pass();
        long before = Interlocked.Exchange(ref journalShedKnown, shed);
        if (shed > before)
        {
            Record([FindingWords.Shed("the journal", shed - before, time.GetUtcNow())]);
        }
    }

    /// <summary>Says that settings were rejected.</summary>
    /// <param name="text">What is wrong with them.</param>
    public void SettingsRejected(string text) => Record([FindingWords.SettingsRejected(text, time.GetUtcNow())]);

    /// <summary>Records findings and tells who listens.</summary>
    public void Record(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
        {
            return;
        }

        if (alerts is null)
        {
            journal.Record(findings);
        }
        else
        {
            alerts.Record(findings);
        }

        foreach (Finding finding in findings)
        {
            events.Publish(new GatewayEvent { Id = 0, At = default, Kind = "finding", Finding = FindingView.Of(finding) });
        }
    }
}
