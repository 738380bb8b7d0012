namespace OtEdge.Core.Zones;

/// <summary>How much the plant depends on a zone; campaigns go from the least critical to the most.</summary>
public enum Criticality
{
    /// <summary>Loss is a nuisance.</summary>
    Low,

    /// <summary>The default.</summary>
    Normal,

    /// <summary>Loss stops production or endangers people.</summary>
    High,
}
