namespace OtEdge.OpcUa.SecureChannel;

/// <summary>Status codes that only secure channels give (OPC UA Part 6 annex A.2).</summary>
public static class ChannelStatusCodes
{
    /// <summary>The secure channel is closed.</summary>
    public const uint BadSecureChannelClosed = 0x80860000;

    /// <summary>The token is unknown or over.</summary>
    public const uint BadSecureChannelTokenUnknown = 0x80870000;

    /// <summary>A token was asked for in a way that does not fit the channel.</summary>
    public const uint BadRequestTypeInvalid = 0x80530000;
}
