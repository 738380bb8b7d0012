using OtEdge.Core.Traffic;

namespace OtEdge.Host.Recording;

/// <summary>The flows of one conduit in memory; what the store knows beyond them comes back when it is seen again.</summary>
internal sealed class ConduitFlows
{
    private const int EvictedAtOnceShare = 16;

    private readonly string conduit;
    private readonly int countMax;
    private readonly NewFlowLimit limit;
    private readonly Dictionary<Fingerprint, FlowCell> cells = [];
    private bool hasAll;

    /// <summary>Takes in what the store knows of the conduit, last seen first, as far as there is room.</summary>
    public ConduitFlows(string conduit, IFlowStore store, FlowRecorderOptions options)
    {
        this.conduit = conduit;
        countMax = options.FlowsPerConduitMax;
        limit = new NewFlowLimit(options);
        try
        {
            IReadOnlyList<Flow> known = store.Flows(new FlowQuery { Conduit = conduit, CountMax = countMax });
            hasAll = known.Count < countMax;
            foreach (Flow flow in known)
            {
                var cell = new FlowCell(conduit, Fingerprint.Of(flow));
                cell.Complete(flow);
                cells[cell.Fingerprint] = cell;
            }
        }
        catch (IOException)
        {
            // The store tells of its fault; each flow is looked up when it is handed over.
            hasAll = false;
        }
    }

    /// <summary>Name of the conduit.</summary>
    public string Name => conduit;

    /// <summary>Flows in memory.</summary>
    public int Count => cells.Count;

    /// <summary>The flow of a fingerprint, or the sweep that it is folded into.</summary>
    /// <param name="fingerprint">The fingerprint.</param>
    /// <param name="at">When it was seen.</param>
    /// <returns>The flow, and why it is a sweep; null: it is not.</returns>
    public (FlowCell Cell, string? SweepCause) Find(in Fingerprint fingerprint, DateTimeOffset at)
    {
        if (cells.TryGetValue(fingerprint, out FlowCell? known))
        {
            return (known, null);
        }

        if (limit.Take(fingerprint.Client, at) is not { } cause)
        {
            return (Add(fingerprint), null);
        }

        Fingerprint sweep = fingerprint.AsSweep();
        return (cells.GetValueOrDefault(sweep) ?? Add(sweep), cause);
    }

    /// <summary>True when there are more flows than memory may hold.</summary>
    public bool IsOverfull => cells.Count > countMax;

    /// <summary>Lets go of the flows not seen for longest. Those that still wait stay, because the store cannot be read; of these, too,
    /// no more stay than as many again.</summary>
    public void Evict()
    {
        int excess = cells.Count - countMax + (countMax / EvictedAtOnceShare);
        bool isDesperate = cells.Count > 2 * countMax;
        FlowCell[] oldest =
        [
            .. cells.Values
                .Where(cell => isDesperate || cell.Waiting == Handover.None)
                .OrderBy(cell => cell.LastSeen)
                .Take(excess),
        ];
        foreach (FlowCell cell in oldest)
        {
            cells.Remove(cell.Fingerprint);
        }

        hasAll = false;
    }

    private FlowCell Add(in Fingerprint fingerprint)
    {
        var cell = new FlowCell(conduit, fingerprint);
        if (hasAll)
        {
            cell.Complete(null);
        }

        return cells[fingerprint] = cell;
    }
}
