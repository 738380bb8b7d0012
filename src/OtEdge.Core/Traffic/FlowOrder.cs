namespace OtEdge.Core.Traffic;

/// <summary>What comes first in a list of flows.</summary>
public enum FlowOrder
{
    /// <summary>What was seen last.</summary>
    LastSeen = 0,

    /// <summary>What was seen for the first time last.</summary>
    FirstSeen,

    /// <summary>What was seen most often.</summary>
    Times,

    /// <summary>By client address, then by conduit, function and address.</summary>
    Client,
}
