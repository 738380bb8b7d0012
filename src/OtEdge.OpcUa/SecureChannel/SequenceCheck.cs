namespace OtEdge.OpcUa.SecureChannel;

/// <summary>Checks the numbers of arriving chunks (OPC UA Part 6, 6.7.2.4): no gap, no repetition, one restart at the end.</summary>
public sealed class SequenceCheck
{
    private uint last;
    private bool hasBegun;

    /// <summary>True when the number is the one that must come now; the first may be any.</summary>
    public bool TryTake(uint number)
    {
        bool isRight = !hasBegun
            || number == unchecked(last + 1)
            || (last > SequenceCounter.LastBeforeRestart && number < SequenceCounter.RestartEnd);
        if (isRight)
        {
            last = number;
            hasBegun = true;
        }

        return isRight;
    }
}
