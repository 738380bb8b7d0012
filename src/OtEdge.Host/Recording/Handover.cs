namespace OtEdge.Host.Recording;

/// <summary>Whether a flow waits to be handed to the store.</summary>
internal enum Handover
{
    /// <summary>The store has it as it stands.</summary>
    None = 0,

    /// <summary>Only its counts grew; that has time.</summary>
    Counts,

    /// <summary>It is new, or went otherwise than before.</summary>
    News,
}
