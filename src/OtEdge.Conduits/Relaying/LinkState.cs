namespace OtEdge.Conduits.Relaying;

/// <summary>Where a link stands in its life.</summary>
internal enum LinkState
{
    /// <summary>The connection is being made.</summary>
    Connecting = 0,

    /// <summary>Bytes can pass.</summary>
    Open,

    /// <summary>Its session has let go of it: what is unsent still leaves, what arrives is thrown away.</summary>
    Lingering,

    /// <summary>The socket is gone.</summary>
    Closed,
}
