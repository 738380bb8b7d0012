using System.Text;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Regimes;

namespace OtEdge.Conduits.Recording;

/// <summary>
/// Looks for watched OPC UA nodes in values that pass. A changed value is told; one that stays is told again every 2 s in which it is
/// seen, so that its age can be judged. Of values that come faster than they are taken the newest wins.
/// </summary>
/// <param name="nodes">The nodes.</param>
internal sealed class NodeWatch(IReadOnlyList<WatchedNode> nodes)
{
    private const int WordBytesMax = TagReading.WordBytesMax;
    private static readonly long RepeatTicks = TimeSpan.FromSeconds(2).Ticks;
    private readonly Seen[] seen = [.. nodes.Select(node => new Seen(node))];
    private NamespaceTable? bound;

    /// <summary>Loop: takes a whole value that the server has told or acknowledged.</summary>
    /// <param name="node">The node.</param>
    /// <param name="value">The value.</param>
    /// <param name="namespaces">The server's namespaces.</param>
    /// <param name="now">When it passed.</param>
    /// <returns>True when there is something new to tell.</returns>
    public bool See(in NodeSpan node, in NodeValue value, NamespaceTable namespaces, in JudgingTime now)
    {
        if (!ReferenceEquals(bound, namespaces))
        {
            bound = namespaces;
            foreach (Seen one in seen)
            {
                one.Namespace = namespaces.IndexOf(one.Watched.Node.NamespaceUri);
            }
        }

        bool isNew = false;
        foreach (Seen one in seen)
        {
            NodeIdentity watched = one.Watched.Node;
            if (one.Namespace == node.NamespaceIndex && watched.Kind == node.Kind && watched.Number == node.Number
                && watched.Bytes.SequenceEqual(node.Bytes))
            {
                isNew |= one.Take(value, now);
            }
        }

        return isNew;
    }

    /// <summary>Drain: tells what is new; true when there was something.</summary>
    public bool Tell(IFlowSink sink)
    {
        bool any = false;
        foreach (Seen one in seen)
        {
            if (one.Untold() is { } reading)
            {
                sink.TakeReading(one.Watched.Tag, reading);
                any = true;
            }
        }

        return any;
    }

    private sealed class Seen(WatchedNode watched)
    {
        private TagReading? untold;
        private TagReading? last;
        private long repeatDueTicks;

        public WatchedNode Watched => watched;

        public int Namespace { get; set; } = -1;

        public bool Take(in NodeValue value, in JudgingTime now)
        {
            double? number = !value.IsNotGood && !value.IsArray && value.Count == 1 && double.IsFinite(value[0].Real) ? value[0].Real : null;
            bool isWord = number is null && !value.IsNotGood && value is { IsArray: false, Type: NodeValueType.String, Data.Length: <= WordBytesMax };
            bool isSame = last is not null && last.Number.Equals(number)
                && (isWord ? last.Word is not null && Encoding.UTF8.GetByteCount(last.Word) == value.Data.Length && IsSameWord(last.Word, value.Data) : last.Word is null);
            if (isSame && now.Ticks < repeatDueTicks)
            {
                return false;
            }

            repeatDueTicks = now.Ticks + RepeatTicks;
            last = isSame ? last! with { Utc = now.Utc } : new TagReading(number, isWord ? Encoding.UTF8.GetString(value.Data) : null, now.Utc);
            Volatile.Write(ref untold, last);
            return true;
        }

        public TagReading? Untold() => Interlocked.Exchange(ref untold, null);

        private static bool IsSameWord(string word, ReadOnlySpan<byte> utf8)
        {
            Span<byte> bytes = stackalloc byte[WordBytesMax];
            return Encoding.UTF8.TryGetBytes(word, bytes, out int count) && bytes[..count].SequenceEqual(utf8);
        }
    }
}
