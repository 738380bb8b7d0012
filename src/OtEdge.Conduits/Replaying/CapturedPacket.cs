namespace OtEdge.Conduits.Replaying;

/// <summary>One packet of a capture.</summary>
/// <param name="Time">When it was captured; for packets without a time that of the packet before.</param>
/// <param name="Link">What it begins with; any number, also one that <see cref="LinkType"/> does not name.</param>
/// <param name="Bytes">What was kept of it; valid until the next packet is read.</param>
/// <param name="MissingBytes">Bytes at its end that were not kept, 0 or more.</param>
public readonly record struct CapturedPacket(DateTimeOffset Time, LinkType Link, ReadOnlyMemory<byte> Bytes, int MissingBytes = 0)
{
    internal static CapturedPacket Of(DateTimeOffset time, LinkType link, ReadOnlyMemory<byte> bytes, uint originalBytes) =>
        new(time, link, bytes, (int)Math.Clamp(originalBytes - (long)bytes.Length, 0, int.MaxValue));
}
