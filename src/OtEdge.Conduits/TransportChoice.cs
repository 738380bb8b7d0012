namespace OtEdge.Conduits;

/// <summary>Which transport moves the bytes.</summary>
public enum TransportChoice
{
    /// <summary>The fastest that the platform has: <see cref="Epoll"/> on Linux, otherwise <see cref="Portable"/>.</summary>
    Automatic = 0,

    /// <summary>Linux's epoll.</summary>
    Epoll,

    /// <summary>The sockets of the base library, on every platform.</summary>
    Portable,
}
