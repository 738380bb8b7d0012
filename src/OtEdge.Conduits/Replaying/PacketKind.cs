namespace OtEdge.Conduits.Replaying;

/// <summary>What a captured packet turned out to be.</summary>
public enum PacketKind
{
    /// <summary>A TCP segment.</summary>
    Tcp,

    /// <summary>Something else than TCP over IP.</summary>
    Other,

    /// <summary>A part of a fragmented IP packet; it is not put together, so its bytes become a gap.</summary>
    Fragment,

    /// <summary>A TCP or IP header that is cut or wrong.</summary>
    Damaged,

    /// <summary>A link type that is not read.</summary>
    UnknownLink,
}
