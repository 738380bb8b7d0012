using OtEdge.Core.Findings;
using OtEdge.Core.Traffic;

namespace OtEdge.Journal;

/// <summary>What waits for the next group commit, folded already; not thread-safe.</summary>
internal sealed class PendingRecords : IPendingGroup<PendingRecords>
{
    private readonly Dictionary<string, Finding> findings = [];
    private readonly Dictionary<string, TrafficTotals> totals = [];

    /// <inheritdoc/>
    public bool IsEmpty => findings.Count == 0 && totals.Count == 0;

    /// <summary>Distinct findings.</summary>
    public int Count => findings.Count;

    /// <summary>In no particular order.</summary>
    public IReadOnlyCollection<Finding> Findings => findings.Values;

    /// <summary>The latest by conduit.</summary>
    public IReadOnlyDictionary<string, TrafficTotals> Totals => totals;

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
    }
}
