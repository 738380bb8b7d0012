namespace OtEdge.Conduits.OpcUa;

/// <summary>How long the steps of opening a connection may take; bytes that trickle in gain nothing.</summary>
internal static class OpeningLimits
{
    /// <summary>From connecting to a whole HEL.</summary>
    public static readonly TimeSpan Hello = TimeSpan.FromSeconds(5);

    /// <summary>From HEL to an open channel.</summary>
    public static readonly TimeSpan Channel = TimeSpan.FromSeconds(10);

    /// <summary>From an open channel to a session with a user; also for channels on which only discovery is asked.</summary>
    public static readonly TimeSpan Session = TimeSpan.FromSeconds(30);
}
