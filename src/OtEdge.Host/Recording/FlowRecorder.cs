using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Recording;

/// <summary>
/// Folds what passed into flows within a fixed budget, and hands them to the store. What does not fit is counted and becomes a
/// gap. Thread-safe; the drain thread takes, <see cref="Flush"/> is called about once a second.
/// </summary>
internal sealed class FlowRecorder : IFlowSink
{
    // What the data plane has seen but not yet handed out is younger than this.
    private static readonly TimeSpan HandOutDelay = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly IFlowStore store;
    private readonly SiteNames names;
    private readonly TimeProvider time;
    private readonly Func<long> episode;
    private readonly FlowRecorderOptions options;
    private readonly Dictionary<string, ConduitFlows> conduits = new(StringComparer.Ordinal);
    private readonly HourOfWeek hours = new();
    private readonly OperationQueue operations;
    private readonly GapList gaps = new();
    private List<FlowCell> news = [];
    private List<FlowCell> counted = [];
    private ClosedCounts closed = new();
    private DateTimeOffset wholeAt = DateTimeOffset.MinValue;

    /// <summary>Makes a recorder.</summary>
    /// <param name="store">Keeps the flows.</param>
    /// <param name="names">Names of conduits, clients and tags, and the plant's time zone.</param>
    /// <param name="time">The clock.</param>
    /// <param name="episode">Number of the present episode; 0: none.</param>
    /// <param name="options">The budget; null: the default one.</param>
    public FlowRecorder(
        IFlowStore store, SiteNames names, TimeProvider time, Func<long> episode, FlowRecorderOptions? options = null)
    {
        this.store = store;
        this.names = names;
        this.time = time;
        this.episode = episode;
        this.options = options ?? new FlowRecorderOptions();
        operations = new OperationQueue(this.options);
    }

    /// <summary>Flows in memory.</summary>
    public int FlowsInMemory
    {
        get
        {
            lock (gate)
            {
                return conduits.Values.Sum(flows => flows.Count);
            }
        }
    }

    /// <inheritdoc/>
    public void TakeReads(int conduit, ReadOnlySpan<FlowCount> counts, DateTimeOffset until)
    {
        lock (gate)
        {
            if (FlowsOf(conduit) is not { } flows)
            {
                return;
            }

            int hour = hours.Of(until, names.TimeZone);
            long now = episode();
            foreach (ref readonly FlowCount count in counts)
            {
                Tally tally = new(count.Times, count.WouldBeRefused, count.Refused);
                string? rule = DecisionText.RuleId(count.Rules?.Policy, count.LastDecision);
                See(flows, Fingerprint.Of(count), new Sighting(until, hour, now, tally, (count.LastVerdict, count.LastDecision.Reason, rule)));
            }

            Evict(flows);
        }
    }

    /// <inheritdoc/>
    public void TakeOperations(ReadOnlySpan<TrafficFinding> operations)
    {
        lock (gate)
        {
            long now = episode();
            foreach (ref readonly TrafficFinding operation in operations)
            {
                if (FlowsOf(operation.Conduit) is { } flows)
                {
                    Take(flows, operation, now);
                    Evict(flows);
                }
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Tags tell regimes; they are no part of a flow.</remarks>
    public void TakeTag(int conduit, int tag, ReadOnlySpan<byte> raw, DateTimeOffset utc)
    {
    }

    /// <inheritdoc/>
    /// <remarks>The same.</remarks>
    public void TakeReading(string tag, TagReading reading)
    {
    }

    /// <inheritdoc/>
    public void TakeLoss(int conduit, long operations, DateTimeOffset from, DateTimeOffset to)
    {
        lock (gate)
        {
            gaps.Add(new TrafficGap(names.ConduitAt(conduit), from, to, operations, "more passed than could be handed to recording"));
        }
    }

    /// <summary>Hands to the store what waits: operations and news always, counts of known flows when their time has come.</summary>
    /// <param name="isWhole">True: hands over everything, whatever the time.</param>
    /// <param name="isLast">True: the data plane has ended, and nothing is on its way from there.</param>
    public void Flush(bool isWhole = false, bool isLast = false)
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            isWhole |= now - wholeAt >= options.CountsEvery || now < wholeAt;
            var flows = new List<Flow>();
            bool isComplete = HandOver(ref news, flows);
            if (isWhole)
            {
                isComplete &= HandOver(ref counted, flows);
                wholeAt = now;
            }

            var batch = new FlowBatch
            {
                Until = isWhole && isComplete ? now - (isLast ? TimeSpan.Zero : HandOutDelay) : null,
                Flows = flows,
                Minutes = closed.Minutes,
                Episodes = closed.Episodes,
                Operations = operations.TakeAll(),
                Gaps = gaps.TakeAll(),
            };
            closed = new ClosedCounts();
            if (batch.Until is not null || flows.Count + batch.Operations.Count + batch.Gaps.Count + batch.Minutes.Count > 0)
            {
                store.Record(batch);
            }
        }
    }

    /// <summary>Hands over all of a conduit that is known by another name from now on, and forgets it.</summary>
    public void Forget(string from, string to)
    {
        lock (gate)
        {
            Flush(isWhole: true);
            conduits.Remove(from);
            conduits.Remove(to);
        }
    }

    private ConduitFlows? FlowsOf(int conduit)
    {
        string name = names.ConduitAt(conduit);
        if (name.Length == 0)
        {
            return null;
        }

        if (!conduits.TryGetValue(name, out ConduitFlows? flows))
        {
            flows = new ConduitFlows(name, store, options);
            conduits.Add(name, flows);
        }

        return flows;
    }

    private FlowCell See(ConduitFlows flows, in Fingerprint fingerprint, in Sighting sighting)
    {
        (FlowCell cell, string? cause) = flows.Find(fingerprint, sighting.At);
        if (cause is not null)
        {
            gaps.Add(new TrafficGap(flows.Name, sighting.At, sighting.At, sighting.Count.Times, cause));
        }

        cell.Open.Add(cell.Id, sighting, closed);
        Handover urgency = cell.See(sighting) ? Handover.News : Handover.Counts;
        if (urgency > cell.Waiting)
        {
            (urgency == Handover.News ? news : counted).Add(cell);
            cell.Waiting = urgency;
        }

        return cell;
    }

    private void Take(ConduitFlows flows, in TrafficFinding operation, long now)
    {
        WrittenValue value = WrittenValue.Of(operation, names.TagsOf(flows.Name));
        string? rule = DecisionText.RuleId(operation.Rules?.Policy, operation.Decision);
        var sighting = new Sighting(
            operation.Utc,
            hours.Of(operation.Utc, names.TimeZone),
            now,
            Tally.One(operation.Verdict),
            (operation.Verdict, operation.Decision.Reason, rule));
        FlowCell cell = See(flows, Fingerprint.Of(operation, value.Band), sighting);
        if (cell.Fingerprint.IsSweep)
        {
            return;
        }

        cell.Note(value);
        if (operations.Add(cell, operation) is { } cause)
        {
            gaps.Add(new TrafficGap(flows.Name, operation.Utc, operation.Utc, 1, cause));
        }
    }

    // The store must have a flow as it stands before memory lets go of it: when it is seen again, it is taken up from there.
    private void Evict(ConduitFlows flows)
    {
        if (flows.IsOverfull)
        {
            Flush(isWhole: true);
            flows.Evict();
        }
    }

    /// <returns>False when some must wait because the store cannot be read.</returns>
    private bool HandOver(ref List<FlowCell> waiting, List<Flow> flows)
    {
        var kept = new List<FlowCell>();
        foreach (FlowCell cell in waiting)
        {
            if (cell.Waiting == Handover.None)
            {
                continue;
            }

            if (!cell.IsComplete && (kept.Count > 0 || !TryComplete(cell)))
            {
                kept.Add(cell);
                continue;
            }

            cell.Open.Close(cell.Id, closed);
            flows.Add(cell.ToFlow(AssetOf(cell.Fingerprint)));
            cell.Waiting = Handover.None;
        }

        waiting = kept;
        return kept.Count == 0;
    }

    private bool TryComplete(FlowCell cell)
    {
        try
        {
            cell.Complete(store.Flow(cell.Id));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private string? AssetOf(in Fingerprint fingerprint) =>
        fingerprint.Client is not { } client ? null
        : fingerprint.Node is { } node ? names.Clients.NameOf(node.ClientAt(client).Client)
        : names.Clients.NameOf(client);
}
