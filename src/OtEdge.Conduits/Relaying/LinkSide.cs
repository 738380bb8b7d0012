namespace OtEdge.Conduits.Relaying;

/// <summary>Which side of a session a link leads to.</summary>
internal enum LinkSide
{
    /// <summary>Who asks.</summary>
    Client = 0,

    /// <summary>Who answers.</summary>
    Device,
}
