using System.Buffers.Binary;
using System.Numerics;

namespace OtEdge.Core.Policy.Nodes;

/// <summary>A number that spreads nodes over a table.</summary>
internal static class NodeHash
{
    /// <summary>The number of a node in a namespace.</summary>
    /// <param name="namespaceNumber">Whatever number the table gives the namespace.</param>
    /// <param name="node">The node; its own namespace index is not looked at.</param>
    public static ulong Of(int namespaceNumber, in NodeSpan node)
    {
        ReadOnlySpan<byte> bytes = node.Bytes;
        ulong hash = Mixed(((ulong)(uint)namespaceNumber << 32) | node.Number, ((ulong)(uint)bytes.Length << 8) | (byte)node.Kind);
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

    /// <summary>Mixes a word into a number.</summary>
    public static ulong Mixed(ulong hash, ulong word)
    {
        ulong high = Math.BigMul(hash ^ 0x9E37_79B9_7F4A_7C15, word ^ 0xD6E8_FEB8_6659_FD93, out ulong low);
        return high ^ low ^ BitOperations.RotateLeft(hash, 29);
    }
}
