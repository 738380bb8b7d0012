using OtEdge.Core.Policy;

namespace OtEdge.Conduits.Recording;

/// <summary>A candidate that is judged beside the live rules of one conduit, with a memory of its own. Its loop owns it.</summary>
/// <param name="rules">The candidate.</param>
internal sealed class ShadowCourse(RuleSet rules)
{
    private long judged;
    private long wouldBeRefused;
    private long differs;
    private long faults;

    /// <summary>The candidate.</summary>
    public RuleSet Rules => rules;

    /// <summary>What judging by it remembers.</summary>
    public JudgingMemory Memory { get; } = new();

    /// <summary>What it made of the traffic; any thread may read it.</summary>
    public ShadowTotals Totals => new(
        Volatile.Read(ref judged), Volatile.Read(ref wouldBeRefused), Volatile.Read(ref differs), Volatile.Read(ref faults));

    /// <summary>Takes in values that the device has told or acknowledged.</summary>
    public void Learn(byte unit, SpaceRange range, ReadOnlySpan<byte> data)
    {
        try
        {
            Memory.Learn(rules, unit, range.Space, range.Range.First, range.Range.Last - range.Range.First + 1, data);
        }
        catch (Exception)
        {
            // The reply passes, whatever goes wrong beside it; the count tells people of it.
            CountFault();
        }
    }

    /// <summary>Takes in a mask write that the device has acknowledged.</summary>
    public void LearnMask(byte unit, int address, ushort andMask, ushort orMask)
    {
        try
        {
            Memory.LearnMask(rules, unit, address, andMask, orMask);
        }
        catch (Exception)
        {
            // As above.
            CountFault();
        }
    }

    /// <summary>Counts a judgement.</summary>
    public void Count(bool isRefused, bool isDifferent)
    {
        Volatile.Write(ref judged, judged + 1);
        Volatile.Write(ref wouldBeRefused, wouldBeRefused + (isRefused ? 1 : 0));
        Volatile.Write(ref differs, differs + (isDifferent ? 1 : 0));
    }

    /// <summary>Counts an operation that could not be judged.</summary>
    public void CountFault() => Volatile.Write(ref faults, faults + 1);
}
