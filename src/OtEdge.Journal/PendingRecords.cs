using OtEdge.Core.Findings;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Core.Traffic;
using OtEdge.Journal.Alerts;

namespace OtEdge.Journal;

/// <summary>What waits for the next group commit, folded already; not thread-safe.</summary>
internal sealed class PendingRecords : IPendingGroup<PendingRecords>
{
    private readonly Dictionary<string, Finding> findings = [];
    private readonly Dictionary<string, TrafficTotals> totals = [];
    private readonly OrderedDictionary<string, AlertStep> alerts = [];
    private readonly List<SentEntry> sent = [];

    /// <inheritdoc/>
    public bool IsEmpty => findings.Count == 0 && totals.Count == 0 && alerts.Count == 0 && sent.Count == 0;

    /// <summary>Distinct findings.</summary>
    public int Count => findings.Count;

    /// <summary>In no particular order.</summary>
    public IReadOnlyCollection<Finding> Findings => findings.Values;

    /// <summary>The latest by conduit.</summary>
    public IReadOnlyDictionary<string, TrafficTotals> Totals => totals;

    /// <summary>Alerts in the order of their raising, each as it last stood.</summary>
    public IReadOnlyList<AlertStep> Alerts => [.. alerts.Values];

    /// <summary>Alerts that receivers have taken.</summary>
    public IReadOnlyList<SentEntry> Sent => sent;

    /// <summary>Folds a finding into an equal one, or adds it while there is room.</summary>
    /// <returns>False when there was no room.</returns>
    public bool TryAdd(Finding finding, int countMax)
    {
        if (findings.TryGetValue(finding.Key, out Finding? known))
        {
            findings[finding.Key] = known.FoldedWith(finding);
            return true;
        }

        return findings.Count < countMax && findings.TryAdd(finding.Key, finding);
    }

    /// <summary>Sets the totals of a conduit.</summary>
    public void Set(string conduit, TrafficTotals value) => totals[conduit] = value;

    /// <summary>Adds an alert, or what became of one, while there is room.</summary>
    /// <returns>False when there was no room.</returns>
    public bool TryAdd(AlertStep step, int countMax)
    {
        bool isKnown = alerts.TryGetValue(step.Alert.Id, out AlertStep? known);
        if (isKnown)
        {
            alerts[step.Alert.Id] = step with { IsSent = step.IsSent || known!.IsSent };
        }

        return isKnown || (alerts.Count < countMax && alerts.TryAdd(step.Alert.Id, step));
    }

    /// <summary>Adds alerts that a receiver has taken.</summary>
    public void AddSent(IEnumerable<SentEntry> entries) => sent.AddRange(entries);

    /// <summary>Folds in what was recorded after this.</summary>
    public void Append(PendingRecords later)
    {
        foreach (Finding finding in later.Findings)
        {
            TryAdd(finding, int.MaxValue);
        }

        foreach ((string conduit, TrafficTotals value) in later.Totals)
        {
            Set(conduit, value);
        }

        foreach (AlertStep step in later.Alerts)
        {
            TryAdd(step, int.MaxValue);
        }

        sent.AddRange(later.Sent);
    }
}
