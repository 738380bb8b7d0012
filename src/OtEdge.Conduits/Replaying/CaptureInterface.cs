namespace OtEdge.Conduits.Replaying;

/// <summary>An interface that a pcapng section describes.</summary>
/// <param name="Link">What its packets begin with.</param>
/// <param name="SnapBytes">Most bytes kept of a packet; 0: no limit.</param>
/// <param name="UnitsPerSecond">Resolution of its times.</param>
/// <param name="OffsetSeconds">Added to its times.</param>
internal readonly record struct CaptureInterface(LinkType Link, uint SnapBytes, UInt128 UnitsPerSecond, long OffsetSeconds)
{
    /// <summary>The time that a packet's number means, held within what can be told.</summary>
    internal DateTimeOffset TimeOf(ulong units)
    {
        var ticks = ((UInt128)units * TimeSpan.TicksPerSecond) / UnitsPerSecond;
        var sinceEpoch = (Int128)ticks + ((Int128)OffsetSeconds * TimeSpan.TicksPerSecond);
        var highest = (Int128)(DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks;
        var lowest = (Int128)(DateTimeOffset.MinValue - DateTimeOffset.UnixEpoch).Ticks;
        return DateTimeOffset.UnixEpoch.AddTicks((long)Int128.Clamp(sinceEpoch, lowest, highest));
    }
}
