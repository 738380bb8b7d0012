using System.Buffers.Binary;

namespace OtEdge.Core.Policy.Compiled;

/// <summary>Last known words of one unit, by the slots of a <see cref="MemoryPlan"/>; a bit is kept as a word of 0 or 1.</summary>
/// <param name="slotCount">Number of slots.</param>
internal sealed class KnownWords(int slotCount)
{
    private readonly byte[] words = new byte[2 * slotCount];
    private readonly bool[] known = new bool[slotCount];

    /// <summary>Keeps a word.</summary>
    public void Set(int slot, ushort word)
    {
        BinaryPrimitives.WriteUInt16BigEndian(words.AsSpan(2 * slot), word);
        known[slot] = true;
    }

    /// <summary>The word in a slot, when it is known.</summary>
    public bool TryGet(int slot, out ushort word)
    {
        word = BinaryPrimitives.ReadUInt16BigEndian(words.AsSpan(2 * slot));
        return known[slot];
    }

    /// <summary>The value in consecutive slots, when every word of it is known.</summary>
    public bool TryGet(int slot, ValueLayout layout, out ulong raw)
    {
        raw = 0;
        if (known.AsSpan(slot, layout.Width).Contains(false))
        {
            return false;
        }

        raw = layout.Type == ProcessValueType.Bit ? words[(2 * slot) + 1] : RawValue.Words(words.AsSpan(2 * slot), layout);
        return true;
    }
}
