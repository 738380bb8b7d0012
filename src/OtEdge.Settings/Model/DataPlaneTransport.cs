namespace OtEdge.Settings.Model;

/// <summary>What moves the bytes of the conduits.</summary>
public enum DataPlaneTransport
{
    /// <summary>The fastest that the platform has.</summary>
    Auto = 0,

    /// <summary>Linux's epoll.</summary>
    Epoll,

    /// <summary>The sockets of the base library, on every platform.</summary>
    Portable,
}
