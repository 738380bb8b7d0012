using System.Numerics;

namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>Numbers single nodes: one hash over the decoded identifier, one probe as a rule, nothing allocated.</summary>
internal sealed class NodeTable
{
    private const int SlotsPerNode = 2;

    private readonly Entry[] entries;
    private readonly Slot[] slots;
    private readonly int mask;

    /// <summary>Builds the table; a node's number is its place in the list.</summary>
    /// <param name="nodes">Different nodes, with the numbers of their namespaces.</param>
    public NodeTable(IReadOnlyList<(int Namespace, NodeIdentity Node)> nodes)
    {
        entries = [.. nodes.Select(node => new Entry(node.Namespace, node.Node))];
        slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, entries.Length * SlotsPerNode))];
        Array.Fill(slots, new Slot(0, -1));
        mask = slots.Length - 1;
        for (int number = 0; number < entries.Length; number++)
        {
            Entry entry = entries[number];
            ulong hash = NodeHash.Of(entry.Namespace, entry.Node.At(0));
            int at = (int)(hash & (uint)mask);
            while (slots[at].Node >= 0)
            {
                at = (at + 1) & mask;
            }

            slots[at] = new Slot(hash, number);
        }
    }

    /// <summary>The number of a node; -1 when it is not in the table.</summary>
    /// <param name="namespaceNumber">Number of its namespace.</param>
    /// <param name="node">The node; its own namespace index is not looked at.</param>
    public int Find(int namespaceNumber, in NodeSpan node)
    {
        ulong hash = NodeHash.Of(namespaceNumber, node);
        for (int at = (int)(hash & (uint)mask); slots[at].Node >= 0; at = (at + 1) & mask)
        {
            if (slots[at].Hash == hash && entries[slots[at].Node].Is(namespaceNumber, node))
            {
                return slots[at].Node;
            }
        }

        return -1;
    }

    private readonly record struct Slot(ulong Hash, int Node);

    private readonly record struct Entry(int Namespace, NodeIdentity Node)
    {
        public bool Is(int namespaceNumber, in NodeSpan node) =>
            Namespace == namespaceNumber && Node.Kind == node.Kind && Node.Number == node.Number && Node.Bytes.SequenceEqual(node.Bytes);
    }
}
