using System.Collections.Concurrent;
using OtEdge.Core.Findings;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic;
using OtEdge.Host.Changes;
using OtEdge.Host.Evidence;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Guarding;

/// <summary>Knows how conduits are, second by second, and keeps that when a change takes effect. Thread-safe.</summary>
/// <param name="journal">Knows what people said of findings.</param>
/// <param name="record">Gives the recorded traffic up to now.</param>
/// <param name="refusals">Watches by what is kept.</param>
/// <param name="names">Knows which tags are behind which conduit.</param>
internal sealed class BaselineBook(IJournal journal, Func<IFlowStore> record, RefusalWatch refusals, SiteNames names)
{
    private const int FindingsMax = 10_000;
    private const int BaselinesMax = 256;

    // An armed change may wait for days; reading the record for it each quarter of a second would be too much.
    private static readonly long FlowsLastTicks = TimeSpan.FromMinutes(10).Ticks;

    private readonly ConcurrentDictionary<string, GuardBaseline> baselines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClientPulse> pulses = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>True when a tag is behind a conduit.</summary>
    public bool IsBehind(string tag, LiveConduit live) => names.TagsOf(live.Name).Any(known => known.Name == tag);

    /// <summary>The baseline of a change in force; null: the conduit does not run.</summary>
    public GuardBaseline? Of(LiveConduit live, StagedChange change, long nowTicks) =>
        baselines.GetValueOrDefault(change.Id) ?? (live.State.Running is null ? null : Restore(live, change, nowTicks));

    /// <summary>Takes in how a conduit is, again and again until the change is in force.</summary>
    public void Freeze(LiveConduit live, StagedChange change, long nowTicks)
    {
        if (change.IsInForce || change.Id.Length == 0 || live.State.Running is not { } running)
        {
            return;
        }

        GuardBaseline? before = baselines.GetValueOrDefault(change.Id);
        bool isFresh = before is not null && nowTicks - before.FlowsAtTicks < FlowsLastTicks;
        ReplyCounts replies = ReplyCounts.Of(running);
        GuardBaseline baseline;
        IReadOnlySet<FlowMark> flows = isFresh ? before!.Flows : FlowsOf(live.Name, DateTimeOffset.MaxValue);
        lock (gate)
        {
            ClientPulse pulse = PulseOf(live.Name);
            baseline = new GuardBaseline(change.Id, flows, pulse.Pollers(), pulse.Holders(nowTicks))
            {
                Replies = replies,
                Lately = new ReplyWindow(replies, nowTicks),
                FlowsAtTicks = isFresh ? before!.FlowsAtTicks : nowTicks,
            };
        }

        Keep(live.Name, baseline);
    }

    /// <summary>How long a client of a conduit has been silent.</summary>
    public TimeSpan SilenceOf(string conduit, string client, long nowTicks)
    {
        lock (gate)
        {
            return PulseOf(conduit).SilenceOf(client, nowTicks);
        }
    }

    /// <summary>How long a client of a conduit has held no connection.</summary>
    public TimeSpan LostFor(string conduit, string client, long nowTicks)
    {
        lock (gate)
        {
            return PulseOf(conduit).LostFor(client, nowTicks);
        }
    }

    /// <summary>Clients that ask all the time, as far as was seen until now.</summary>
    public IReadOnlySet<string> PollersOf(string conduit)
    {
        lock (gate)
        {
            return PulseOf(conduit).Pollers();
        }
    }

    /// <summary>Looks who asks, once a second.</summary>
    public void Beat(IReadOnlyList<LiveConduit> conduits, long nowTicks)
    {
        foreach (LiveConduit live in conduits)
        {
            IReadOnlyList<Conduits.OpenConnection> open = live.State.Running?.Connections ?? [];
            lock (gate)
            {
                PulseOf(live.Name).See(open, nowTicks);
            }
        }
    }

    // A soak outlives a restart in order. Which flows were there before it began is in the record; who asked how often is not.
    private GuardBaseline Restore(LiveConduit live, StagedChange change, long nowTicks)
    {
        var none = new HashSet<string>();
        var baseline = new GuardBaseline(change.Id, FlowsOf(live.Name, ChangeViews.InForceSince(change)), none, none) { FlowsAtTicks = nowTicks };
        Keep(live.Name, baseline);
        return baseline;
    }

    private void Keep(string conduit, GuardBaseline baseline)
    {
        if (baselines.Count >= BaselinesMax && !baselines.ContainsKey(baseline.Change))
        {
            baselines.Clear();
        }

        baselines[baseline.Change] = baseline;
        refusals.Watch(conduit, baseline);
    }

    private ClientPulse PulseOf(string conduit) =>
        pulses.TryGetValue(conduit, out ClientPulse? pulse) ? pulse : pulses[conduit] = new ClientPulse();

    // Legitimate is what a declared client did and what the rules never held against it, or what people said to be so. Gates that were
    // passed over leave flows of which nobody said anything; to refuse those was a person's decision.
    private HashSet<FlowMark> FlowsOf(string conduit, DateTimeOffset before)
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
                        && flow.FirstSeen < before
                        && (book.FindingsOf(flow).Count == 0 || book.IsCalledLegitimate(flow)))
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
