namespace OtEdge.Conduits.Relaying;

/// <summary>Where the device side of a session stands.</summary>
internal enum DeviceState
{
    /// <summary>There is no device connection, and none is sought.</summary>
    None = 0,

    /// <summary>All places at the device are taken, or its address is being looked up.</summary>
    Waiting,

    /// <summary>The connection is being made.</summary>
    Connecting,

    /// <summary>The device can be sent to.</summary>
    Open,
}
