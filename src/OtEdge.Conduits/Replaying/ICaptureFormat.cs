namespace OtEdge.Conduits.Replaying;

/// <summary>One of the file formats of captures, after its first four bytes.</summary>
internal interface ICaptureFormat
{
    /// <summary>Reads the next packet; false at the end, and at damage, which the input then names.</summary>
    bool TryRead(out CapturedPacket packet);
}
