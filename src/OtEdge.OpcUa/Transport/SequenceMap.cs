namespace OtEdge.OpcUa.Transport;

/// <summary>
/// The sequence numbers of one direction of a channel that is relayed (OPC UA Part 6 cl. 6.7.2.4). Until a chunk is left out, put in
/// or held back, numbers leave as they came; from then on they rise by 1 for the rest of the channel's life.
/// </summary>
public sealed class SequenceMap
{
    /// <summary>Above this a number may wrap (OPC UA Part 6 cl. 6.7.2.4).</summary>
    public const uint WrapsAbove = uint.MaxValue - 1024;

    /// <summary>The first number after a wrap is below this.</summary>
    public const uint WrapsTo = 1024;

    private uint lastIn;
    private uint lastOut;
    private bool hasArrived;
    private bool hasLeft;

    /// <summary>True once numbers leave otherwise than they came.</summary>
    public bool IsRenumbering { get; private set; }

    /// <summary>Takes the number of a chunk that arrives.</summary>
    /// <returns>False when it does not follow the one before.</returns>
    public bool Arrive(uint number)
    {
        bool follows = !hasArrived || Follows(lastIn, number);
        hasArrived = true;
        lastIn = number;
        return follows;
    }

    /// <summary>The number with which a chunk leaves that has arrived.</summary>
    public uint Leave(uint number)
    {
        lastOut = IsRenumbering && hasLeft ? Next(lastOut) : number;
        hasLeft = true;
        return lastOut;
    }

    /// <summary>The number of a chunk that is put in.</summary>
    public uint PutIn()
    {
        IsRenumbering = true;
        lastOut = hasLeft ? Next(lastOut) : 1;
        hasLeft = true;
        return lastOut;
    }

    /// <summary>From now on numbers rise by 1, whatever arrives: something is left out, or leaves in another order.</summary>
    public void Renumber() => IsRenumbering = true;

    private static bool Follows(uint before, uint number) =>
        number == unchecked(before + 1) || (before >= WrapsAbove && number < WrapsTo);

    private static uint Next(uint number) => number >= WrapsAbove ? 1 : number + 1;
}
