namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>Where the device's side of a terminating connection stands.</summary>
internal enum DeviceStage
{
    /// <summary>Nothing was begun.</summary>
    None = 0,

    /// <summary>The device is asked for its endpoints.</summary>
    Asking,

    /// <summary>What it has answered is looked at.</summary>
    Looking,

    /// <summary>The channel is being opened.</summary>
    Opening,

    /// <summary>The channel is open.</summary>
    Open,
}
