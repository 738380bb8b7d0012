namespace OtEdge.Testing.Mutation;

/// <summary>Random numbers (SplitMix64) that are the same for a seed on every platform and in every version.</summary>
public sealed class SeededRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>A number from 0 to below <paramref name="end"/>, which is at least 1.</summary>
    public int Below(int end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, 1);
        return (int)(Next() % (ulong)end);
    }

    /// <summary>Any byte.</summary>
    public byte Byte() => (byte)(Next() >> 56);

    /// <summary>Any 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
