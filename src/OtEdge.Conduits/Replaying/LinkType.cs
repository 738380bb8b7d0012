namespace OtEdge.Conduits.Replaying;

/// <summary>What a captured packet begins with (link-layer header types of the tcpdump group).</summary>
public enum LinkType
{
    /// <summary>BSD loopback: address family in the byte order of the capturing machine.</summary>
    Null = 0,

    /// <summary>Ethernet.</summary>
    Ethernet = 1,

    /// <summary>Raw IP, as some BSDs number it.</summary>
    RawBsd = 12,

    /// <summary>Raw IP, as OpenBSD numbers it.</summary>
    RawOpenBsd = 14,

    /// <summary>Raw IP, version 4 or 6.</summary>
    RawIp = 101,

    /// <summary>OpenBSD loopback: address family in network byte order.</summary>
    Loop = 108,

    /// <summary>Linux cooked capture, version 1.</summary>
    LinuxCooked = 113,

    /// <summary>Raw IPv4.</summary>
    IPv4 = 228,

    /// <summary>Raw IPv6.</summary>
    IPv6 = 229,

    /// <summary>Linux cooked capture, version 2.</summary>
    LinuxCooked2 = 276,
}
