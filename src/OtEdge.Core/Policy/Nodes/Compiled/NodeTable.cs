using System.Buffers.Binary;
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
        entries = [.. nodes.Select(node => new Entry(node.Namespace, node.Node.Kind, node.Node.Number, node.Node.Bytes.ToArray()))];
        slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, entries.Length * SlotsPerNode))];
        Array.Fill(slots, new Slot(0, -1));
        mask = slots.Length - 1;
        for (int number = 0; number < entries.Length; number++)
        {
            Entry entry = entries[number];
            ulong hash = HashOf(entry.Namespace, entry.Kind, entry.Number, entry.Bytes);
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
        ulong hash = HashOf(namespaceNumber, node.Kind, node.Number, node.Bytes);
        for (int at = (int)(hash & (uint)mask); slots[at].Node >= 0; at = (at + 1) & mask)
        {
            if (slots[at].Hash == hash && entries[slots[at].Node].Is(namespaceNumber, node))
            {
                return slots[at].Node;
            }
        }

        return -1;
    }

    private static ulong HashOf(int namespaceNumber, NodeIdKind kind, uint number, ReadOnlySpan<byte> bytes)
    {
        ulong hash = Mixed(((ulong)(uint)namespaceNumber << 32) | number, ((ulong)(uint)bytes.Length << 8) | (byte)kind);
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Mixed(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        ulong rest = 0;
        foreach (byte value in bytes)
        {
            rest = (rest << 8) | value;
        }

        return Mixed(hash, rest);
    }

    private static ulong Mixed(ulong hash, ulong word)
    {
        ulong high = Math.BigMul(hash ^ 0x9E37_79B9_7F4A_7C15, word ^ 0xD6E8_FEB8_6659_FD93, out ulong low);
        return high ^ low ^ BitOperations.RotateLeft(hash, 29);
    }

    private readonly record struct Slot(ulong Hash, int Node);

    private readonly record struct Entry(int Namespace, NodeIdKind Kind, uint Number, byte[] Bytes)
    {
        public bool Is(int namespaceNumber, in NodeSpan node) =>
            Namespace == namespaceNumber && Kind == node.Kind && Number == node.Number && node.Bytes.SequenceEqual(Bytes);
    }
}
