namespace OtEdge.Conduits.FlightRecording;

/// <summary>Which way a frame went, as the client saw it.</summary>
internal enum FrameWay : byte
{
    /// <summary>From the client.</summary>
    Request = 0,

    /// <summary>From the device.</summary>
    Reply,

    /// <summary>From OtEdge, in the device's place.</summary>
    OwnReply,

    /// <summary>From the client: what does not fit into one packet with the start of its frame.</summary>
    RequestRest,
}
