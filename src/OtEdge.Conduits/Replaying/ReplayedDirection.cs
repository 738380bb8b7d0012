namespace OtEdge.Conduits.Replaying;

/// <summary>The start of an ADU of one direction whose rest has not come yet, and whether the start of one is known.</summary>
internal sealed class ReplayedDirection(bool isAligned)
{
    private byte[] kept = [];

    /// <summary>True when the next byte begins an ADU, or goes on with one.</summary>
    internal bool IsAligned { get; private set; } = isAligned;

    /// <summary>True in the middle of an ADU.</summary>
    internal bool IsInsideFrame => kept.Length > 0;

    /// <summary>What was kept, with what has come now.</summary>
    internal ReadOnlySpan<byte> Join(ReadOnlySpan<byte> bytes)
    {
        if (!IsInsideFrame)
        {
            return bytes;
        }

        byte[] joined = [.. kept, .. bytes];
        return joined;
    }

    /// <summary>Keeps the start of an ADU, less than the longest ADU is; the next byte goes on with it.</summary>
    internal void Keep(ReadOnlySpan<byte> start)
    {
        IsAligned = true;
        kept = start.ToArray();
    }

    /// <summary>Forgets what was kept; the next ADU must be found at the start of a segment.</summary>
    internal void Lose()
    {
        IsAligned = false;
        kept = [];
    }
}
