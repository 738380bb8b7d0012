using System.Collections.Concurrent;
using OtEdge.Core.Findings;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic;
using OtEdge.Host.Evidence;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Guarding;

/// <summary>Knows how conduits are, second by second, and freezes that when a change is about to take effect. Thread-safe.</summary>
/// <param name="journal">Knows what people said of findings.</param>
/// <param name="record">Gives the recorded traffic up to now.</param>
/// <param name="refusals">Watches by what is frozen.</param>
/// <param name="names">Knows which tags are behind which conduit.</param>
internal sealed class BaselineBook(IJournal journal, Func<IFlowStore> record, RefusalWatch refusals, SiteNames names)
{
    private const int FindingsMax = 10_000;
    private const int BaselinesMax = 256;

    private readonly ConcurrentDictionary<string, GuardBaseline> baselines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClientPulse> pulses = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>The baseline of a change; null: none was frozen, as after a restart.</summary>
    public GuardBaseline? Of(StagedChange change) => baselines.GetValueOrDefault(change.Id);

    /// <summary>True when a tag is behind a conduit, or behind none that is known.</summary>
    public bool IsBehind(string tag, LiveConduit live) => names.TagsOf(live.Name).Any(known => known.Name == tag);

    /// <summary>Freezes how a conduit is, once for each change that is not in force yet.</summary>
    public void Freeze(LiveConduit live, StagedChange change)
    {
        if (change.IsInForce || change.Id.Length == 0 || baselines.ContainsKey(change.Id) || live.State.Running is not { } running)
        {
            return;
        }

        IReadOnlySet<string> pollers;
        lock (gate)
        {
            pollers = PulseOf(live.Name).Pollers();
        }

        TrafficTotals totals = running.Totals;
        var baseline = new GuardBaseline(
            change.Id, FlowsOf(live.Name), pollers, totals.Replies == 0 ? 0 : (double)totals.Exceptions / totals.Replies)
        {
            From = (totals.Replies, totals.Exceptions),
        };
        if (baselines.Count >= BaselinesMax)
        {
            baselines.Clear();
        }

        baselines[change.Id] = baseline;
        refusals.Watch(live.Name, baseline);
    }

    /// <summary>How long a client of a conduit has been silent.</summary>
    public TimeSpan SilenceOf(string conduit, string client, long nowTicks)
    {
        lock (gate)
        {
            return PulseOf(conduit).SilenceOf(client, nowTicks);
        }
    }

    /// <summary>Looks who asks, once a second.</summary>
    public void Beat(IReadOnlyList<LiveConduit> conduits, long nowTicks)
    {
        foreach (LiveConduit live in conduits)
        {
            Dictionary<string, long> bytes = (live.State.Running?.Connections ?? [])
                .GroupBy(open => open.Client.Address.ToString())
                .ToDictionary(client => client.Key, client => client.Sum(open => open.BytesFromClient), StringComparer.Ordinal);
            lock (gate)
            {
                PulseOf(live.Name).See(bytes, nowTicks);
            }
        }
    }

    private ClientPulse PulseOf(string conduit) =>
        pulses.TryGetValue(conduit, out ClientPulse? pulse) ? pulse : pulses[conduit] = new ClientPulse();

    // Legitimate is what a declared client did and what the rules never held against it, or what people said to be so. Gates that were
    // passed over leave flows of which nobody said anything; to refuse those was a person's decision.
    private HashSet<FlowMark> FlowsOf(string conduit)
    {
        try
        {
            IReadOnlyList<Flow> flows = record().Flows(new FlowQuery { Conduit = conduit });
            Dictionary<string, Triage> said = journal.Triages().ToDictionary(triage => triage.Finding, StringComparer.Ordinal);
            var book = new TriageBook(
            [
                .. journal.Findings(new FindingQuery(conduit, FindingKind.Refusal, CountMax: FindingsMax))
                    .Select(finding => new TriagedFinding(finding, said.GetValueOrDefault(finding.Id))),
            ]);
            return
            [
                .. flows
                    .Where(flow => flow.ClientAsset is not null
                        && !flow.IsSweep
                        && (book.FindingsOf(flow).Count == 0 || book.SaidOf(flow)?.Decision == TriageDecision.Allow))
                    .Select(FlowMark.Of),
            ];
        }
        catch (IOException)
        {
            // Without a record nothing can be held against it; the gates have refused the change already.
            return [];
        }
    }
}
