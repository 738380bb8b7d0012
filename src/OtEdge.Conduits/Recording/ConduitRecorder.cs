using System.Net;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;

namespace OtEdge.Conduits.Recording;

/// <summary>Records what passes one conduit: reads are counted, all else is told one by one. Its loop owns it until it is closed.</summary>
internal sealed class ConduitRecorder
{
    private const int Cells = 4096;
    private readonly FlowTable flows;
    private readonly LoopRecorder loop;
    private readonly Handover handover = new();
    private TagWatch? tags;
    private NodeWatch? nodes;
    private long lost;
    private DateTimeOffset lostFrom;
    private DateTimeOffset closedUtc;
    private volatile bool isClosed;

    /// <summary>Makes the recorder of a conduit.</summary>
    /// <param name="conduit">Its index in the data plane.</param>
    /// <param name="loop">The recorder of its loop.</param>
    public ConduitRecorder(int conduit, LoopRecorder loop)
    {
        Conduit = conduit;
        this.loop = loop;
        flows = new FlowTable(Cells, unchecked((ulong)Random.Shared.NextInt64()));
    }

    /// <summary>Index of the conduit in the data plane.</summary>
    public int Conduit { get; }

    /// <summary>The tags to look for in values that pass; null: none. Any thread may swap them.</summary>
    public TagWatch? Tags
    {
        get => Volatile.Read(ref tags);
        set => Volatile.Write(ref tags, value);
    }

    /// <summary>The OPC UA nodes to look for in values that pass; null: none. Any thread may swap them.</summary>
    public NodeWatch? Nodes
    {
        get => Volatile.Read(ref nodes);
        set => Volatile.Write(ref nodes, value);
    }

    /// <summary>OPC UA operations that are alike.</summary>
    public NodeDeeds Deeds { get; } = new();

    /// <summary>Adds what is counted elsewhere, before anything is handed over. Default: nothing is.</summary>
    public Action Fold { private get; set; } = static () => { };

    /// <summary>The number under which a client is recorded.</summary>
    public int NumberOf(IPAddress client) => flows.Clients.NumberOf(client);

    /// <summary>Counts a read.</summary>
    public void CountRead(in FlowKey key, VerdictWord verdict, in Decision decision, RuleSet rules)
    {
        if (!flows.Touch(key, verdict, decision, rules))
        {
            CountLost();
            loop.Hurry();
        }
    }

    /// <summary>Counts an OPC UA operation that changes nothing.</summary>
    /// <param name="deed">The deed and its number.</param>
    /// <param name="verdict">What was done.</param>
    /// <param name="decision">What the rules say.</param>
    /// <param name="rules">The rules that say so.</param>
    public void CountRead((long Number, NodeDeed Deed) deed, VerdictWord verdict, in Decision decision, RuleSet rules)
    {
        if (!flows.Touch(FlowKey.OfDeed(deed.Deed.Class, deed.Number), deed.Deed, verdict, decision, rules))
        {
            CountLost();
            loop.Hurry();
        }
    }

    /// <summary>Counts OPC UA operations that were allowed and change nothing.</summary>
    /// <param name="deed">The deed and its number.</param>
    /// <param name="decision">What the rules say.</param>
    /// <param name="rules">The rules that say so.</param>
    /// <param name="times">How often it was done.</param>
    public void CountReads((long Number, NodeDeed Deed) deed, in Decision decision, RuleSet rules, long times)
    {
        if (!flows.Touch(FlowKey.OfDeed(deed.Deed.Class, deed.Number), deed.Deed, VerdictWord.Allowed, decision, rules, times))
        {
            CountLost(times);
            loop.Hurry();
        }
    }

    /// <summary>Takes an operation that is no read.</summary>
    public void Take(in TrafficFinding operation)
    {
        if (!loop.TryAdd(operation))
        {
            CountLost();
        }
    }

    /// <summary>Looks for watched tags in values that the device has told or acknowledged.</summary>
    public void See(byte unit, RegisterSpace space, AddressRange range, ReadOnlySpan<byte> data, in JudgingTime now)
    {
        if (Tags is { } watch && watch.See(unit, space, range, data, now))
        {
            loop.Announce();
        }
    }

    /// <summary>Looks for watched nodes in a value that the server has told or acknowledged.</summary>
    public void See(in NodeSpan node, in NodeValue value, NamespaceTable namespaces, in JudgingTime now)
    {
        if (Nodes is { } watch && watch.See(node, value, namespaces, now))
        {
            loop.Announce();
        }
    }

    /// <summary>Counts an operation that cannot be recorded.</summary>
    public void CountLost(long times = 1)
    {
        if (lost == 0)
        {
            lostFrom = loop.Utc;
        }

        lost += times;
    }

    /// <summary>Loop: adds what is counted elsewhere; more often than once a second it would only be handed out in smaller pieces.</summary>
    public void TakeRepeats()
    {
        if (!isClosed)
        {
            Fold();
        }
    }

    /// <summary>Loop: hands over what there is, if the last handover was taken.</summary>
    /// <param name="given">True when something was handed over.</param>
    /// <returns>True when there is more.</returns>
    public bool HandOver(out bool given)
    {
        given = false;
        if (isClosed || (flows.Waiting == 0 && lost == 0))
        {
            return false;
        }

        if (!handover.IsFull)
        {
            Fill(loop.Utc);
            handover.Give();
            given = true;
        }

        return flows.Waiting > 0 || lost > 0;
    }

    /// <summary>Loop: nothing will pass any more; from here on it belongs to the drain.</summary>
    public void Close()
    {
        Fold();
        closedUtc = loop.Utc;
        isClosed = true;
        loop.Announce(urgently: true);
    }

    /// <summary>Drain: hands everything on that is handed over.</summary>
    /// <param name="sink">Who takes it.</param>
    /// <returns>True when there was something.</returns>
    public bool Tell(IFlowSink sink)
    {
        // Read before the handover is looked at: a closed one gets no other.
        bool closed = isClosed;
        bool any = Tags?.Tell(sink, Conduit) == true;
        any |= Nodes?.Tell(sink) == true;
        any |= TellHandover(sink);
        while (closed && (flows.Waiting > 0 || lost > 0))
        {
            Fill(closedUtc);
            handover.Give();
            any |= TellHandover(sink);
        }

        if (closed)
        {
            loop.Remove(this);
        }

        return any;
    }

    private bool TellHandover(IFlowSink sink)
    {
        if (!handover.IsFull)
        {
            return false;
        }

        try
        {
            handover.Tell(sink, Conduit);
        }
        finally
        {
            handover.Return();
        }

        return true;
    }

    private void Fill(DateTimeOffset until)
    {
        handover.Count = flows.HandOut(handover.Room);
        handover.Lost = lost;
        handover.LostFrom = lostFrom;
        handover.Until = until;
        lost = 0;
    }
}
