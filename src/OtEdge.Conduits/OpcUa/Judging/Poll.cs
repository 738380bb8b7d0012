using System.Diagnostics;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Conduits.OpcUa.Judging;

/// <summary>A Read that a client asks again and again, and what was said of its items.</summary>
/// <param name="hash">Hash of parameters and client.</param>
/// <param name="body">The request as it was judged first, a copy of its own.</param>
/// <param name="parametersStart">Where its parameters begin; what stands before them differs from one time to the next.</param>
/// <param name="client">Who asks.</param>
internal sealed class Poll(ulong hash, byte[] body, int parametersStart, NodeClient client)
{
    private NamespaceTable? namespaces;
    private long judgedTicks;
    private PollItem[] items = [];

    /// <summary>Hash of parameters and client.</summary>
    public ulong Hash => hash;

    /// <summary>The request as it was judged first.</summary>
    public byte[] Body => body;

    /// <summary>Bytes that are kept for it.</summary>
    public int Bytes => body.Length;

    /// <summary>When it was asked last, in monotonic time of 100 ns.</summary>
    public long AskedTicks { get; set; }

    /// <summary>Times that it came again and was not recorded yet.</summary>
    public long Repeats { get; set; }

    /// <summary>What was said of its items, in their order.</summary>
    public ReadOnlySpan<PollItem> Items => items;

    /// <summary>What the rules say of its last item.</summary>
    public Decision LastDecision => items[^1].Decision;

    /// <summary>True when this is the same request of the same client.</summary>
    public bool Is(ulong other, NodeClient asker, ReadOnlySpan<byte> parameters) =>
        other == hash && ReferenceEquals(asker, client) && parameters.SequenceEqual(body.AsSpan(parametersStart));

    /// <summary>True when what was said of it still holds.</summary>
    /// <param name="table">The server's namespaces.</param>
    /// <param name="now">Monotonic time of 100 ns.</param>
    /// <param name="lasts">How long it holds.</param>
    public bool Holds(NamespaceTable table, long now, TimeSpan lasts) => ReferenceEquals(table, namespaces) && now - judgedTicks < lasts.Ticks;

    /// <summary>It was judged anew.</summary>
    /// <param name="judged">What was said of its items.</param>
    /// <param name="table">The server's namespaces.</param>
    /// <param name="now">Monotonic time of 100 ns.</param>
    public void Take(List<PollItem> judged, NamespaceTable table, long now)
    {
        Debug.Assert(Repeats == 0, "what was said before is recorded before it changes");
        if (items.Length != judged.Count)
        {
            items = new PollItem[judged.Count];
        }

        judged.CopyTo(items);
        namespaces = table;
        judgedTicks = AskedTicks = now;
    }
}
