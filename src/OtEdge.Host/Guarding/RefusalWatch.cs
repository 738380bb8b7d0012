using System.Collections.Concurrent;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Guarding;

/// <summary>
/// Stands before the findings and sees refusals of flows that were legitimate in the baseline of a change in force. Clients that were
/// never seen, and values that were never written, move nothing: an attacker must not be able to push a conduit back.
/// </summary>
/// <param name="next">Takes the findings.</param>
/// <param name="names">Knows the conduits.</param>
internal sealed class RefusalWatch(IFindingSink next, SiteNames names) : IFindingSink
{
    private readonly ConcurrentDictionary<string, GuardBaseline> watched = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> breaches = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> faults = new(StringComparer.Ordinal);

    /// <summary>Told at once of the first refusal of each conduit's change, with the conduit.</summary>
    public Action<string> Breached { get; set; } = static _ => { };

    /// <summary>Watches a conduit by a baseline.</summary>
    public void Watch(string conduit, GuardBaseline baseline) => watched[conduit] = baseline;

    /// <summary>What was refused of a change's baseline, in words; null: nothing.</summary>
    public string? BreachOf(string change) => breaches.GetValueOrDefault(change);

    /// <summary>What OtEdge itself failed at while a change was in force, in words; null: nothing.</summary>
    public string? FaultOf(string change) => faults.GetValueOrDefault(change);

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<TrafficFinding> findings, long shed)
    {
        foreach (ref readonly TrafficFinding finding in findings)
        {
            if (finding.Kind == FindingKind.Refusal && finding.Verdict == VerdictWord.Refused)
            {
                Look(finding);
            }
            else if (finding.Kind == FindingKind.JudgingFault)
            {
                LookAtFault(finding);
            }
        }

        next.Take(findings, shed);
    }

    private void Look(in TrafficFinding refused)
    {
        string conduit = names.ConduitAt(refused.Conduit);
        bool isOfValue = refused.Decision.Reason is DecisionReason.Value or DecisionReason.Step or DecisionReason.TornValue;
        if (!isOfValue
            && refused.Decision.Reason != DecisionReason.Pinned
            && watched.TryGetValue(conduit, out GuardBaseline? baseline)
            && baseline.Flows.Contains(FlowMark.Of(refused))
            && breaches.TryAdd(baseline.Change, FindingWords.Of(refused, names).Text))
        {
            Breached(conduit);
        }
    }

    // Only for those who were there before: a stranger who finds a weakness of ours must not loosen anything by it.
    private void LookAtFault(in TrafficFinding fault)
    {
        string conduit = names.ConduitAt(fault.Conduit);
        if (watched.TryGetValue(conduit, out GuardBaseline? baseline)
            && fault.Client is { } client
            && baseline.Knows(client.ToString())
            && faults.TryAdd(baseline.Change, FindingWords.Of(fault, names).Text))
        {
            Breached(conduit);
        }
    }
}
