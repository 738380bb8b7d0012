namespace OtEdge.Conduits.Replaying;

/// <summary>A segment that came before what belongs in front of it.</summary>
/// <param name="Sequence">Sequence number of its first byte.</param>
/// <param name="Time">When it was captured.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="MissingBytes">Bytes that the capture left out after them.</param>
internal readonly record struct WaitingSegment(uint Sequence, DateTimeOffset Time, byte[] Bytes, int MissingBytes);
