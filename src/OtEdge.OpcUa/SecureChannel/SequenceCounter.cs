namespace OtEdge.OpcUa.SecureChannel;

/// <summary>Numbers the chunks of one direction (OPC UA Part 6, 6.7.2.4): one more for each, whatever the token.</summary>
public sealed class SequenceCounter
{
    /// <summary>Numbers above this one may be followed by one below <see cref="RestartEnd"/>: UInt32.MaxValue - 1024.</summary>
    public const uint LastBeforeRestart = uint.MaxValue - 1024;

    /// <summary>The first number after a restart is below this one.</summary>
    public const uint RestartEnd = 1024;

    private uint last;

    /// <summary>Makes a counter whose first number is one more than <paramref name="last"/>.</summary>
    public SequenceCounter(uint last = 0) => this.last = last;

    /// <summary>The number of the next chunk; it is used up by being asked for.</summary>
    public uint Next()
    {
        last = last > LastBeforeRestart ? 1 : last + 1;
        return last;
    }
}
