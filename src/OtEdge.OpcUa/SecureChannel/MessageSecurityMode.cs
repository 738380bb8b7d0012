namespace OtEdge.OpcUa.SecureChannel;

/// <summary>How the messages of a secure channel are protected (OPC UA Part 4, 7.20).</summary>
public enum MessageSecurityMode
{
    /// <summary>Not a mode; a peer that sends it is refused.</summary>
    Invalid = 0,

    /// <summary>Neither signed nor encrypted.</summary>
    None = 1,

    /// <summary>Signed, readable by everybody.</summary>
    Sign = 2,

    /// <summary>Signed, then encrypted.</summary>
    SignAndEncrypt = 3,
}
