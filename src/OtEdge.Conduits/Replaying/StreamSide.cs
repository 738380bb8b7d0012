namespace OtEdge.Conduits.Replaying;

/// <summary>Who sends a direction of a connection.</summary>
public enum StreamSide
{
    /// <summary>Who asks.</summary>
    Client,

    /// <summary>Who answers.</summary>
    Device,
}
