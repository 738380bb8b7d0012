namespace OtEdge.OpcUa.Types;

/// <summary>Status codes that OtEdge reads or gives (OPC UA Part 6 annex A.2).</summary>
public static class StatusCodes
{
    /// <summary>It went well.</summary>
    public const uint Good = 0;

    /// <summary>Something unexpected happened.</summary>
    public const uint BadUnexpectedError = 0x80010000;

    /// <summary>A low-level communication fault.</summary>
    public const uint BadCommunicationError = 0x80050000;

    /// <summary>Bytes could not be decoded.</summary>
    public const uint BadDecodingError = 0x80070000;

    /// <summary>A limit of decoding was passed.</summary>
    public const uint BadEncodingLimitsExceeded = 0x80080000;

    /// <summary>The response was not recognised.</summary>
    public const uint BadUnknownResponse = 0x80090000;

    /// <summary>The operation took too long.</summary>
    public const uint BadTimeout = 0x800A0000;

    /// <summary>The server does not support the service.</summary>
    public const uint BadServiceUnsupported = 0x800B0000;

    /// <summary>There was nothing to do.</summary>
    public const uint BadNothingToDo = 0x800F0000;

    /// <summary>There was more to do than is allowed at once.</summary>
    public const uint BadTooManyOperations = 0x80100000;

    /// <summary>A certificate or signature failed its check; every such failure answers this.</summary>
    public const uint BadSecurityChecksFailed = 0x80130000;

    /// <summary>The user may not do this.</summary>
    public const uint BadUserAccessDenied = 0x801F0000;

    /// <summary>The user identity token is not valid.</summary>
    public const uint BadIdentityTokenInvalid = 0x80200000;

    /// <summary>The user identity token is valid and was rejected.</summary>
    public const uint BadIdentityTokenRejected = 0x80210000;

    /// <summary>The secure channel is unknown or over.</summary>
    public const uint BadSecureChannelIdInvalid = 0x80220000;

    /// <summary>The nonce is too short or was used before.</summary>
    public const uint BadNonceInvalid = 0x80240000;

    /// <summary>The session id is not valid.</summary>
    public const uint BadSessionIdInvalid = 0x80250000;

    /// <summary>The session is over.</summary>
    public const uint BadSessionClosed = 0x80260000;

    /// <summary>The session was not activated.</summary>
    public const uint BadSessionNotActivated = 0x80270000;

    /// <summary>The NodeId is not valid.</summary>
    public const uint BadNodeIdInvalid = 0x80330000;

    /// <summary>The node is unknown.</summary>
    public const uint BadNodeIdUnknown = 0x80340000;

    /// <summary>The security mode is refused.</summary>
    public const uint BadSecurityModeRejected = 0x80540000;

    /// <summary>The security policy is refused.</summary>
    public const uint BadSecurityPolicyRejected = 0x80550000;

    /// <summary>The signature of the user is missing or not made with the key of the user's certificate.</summary>
    public const uint BadUserSignatureInvalid = 0x80570000;

    /// <summary>The signature of a session's request or response is missing or not the peer's.</summary>
    public const uint BadApplicationSignatureInvalid = 0x80580000;

    /// <summary>The request is longer than the server takes.</summary>
    public const uint BadRequestTooLarge = 0x80B80000;

    /// <summary>The response is longer than the client takes.</summary>
    public const uint BadResponseTooLarge = 0x80B90000;

    /// <summary>The server cannot take the message now.</summary>
    public const uint BadTcpServerTooBusy = 0x807D0000;

    /// <summary>The type of a transport message is not valid here.</summary>
    public const uint BadTcpMessageTypeInvalid = 0x807E0000;

    /// <summary>The secure channel of a chunk is unknown.</summary>
    public const uint BadTcpSecureChannelUnknown = 0x807F0000;

    /// <summary>A message is longer than is allowed.</summary>
    public const uint BadTcpMessageTooLarge = 0x80800000;

    /// <summary>There are not enough resources.</summary>
    public const uint BadTcpNotEnoughResources = 0x80810000;

    /// <summary>An internal fault of the transport.</summary>
    public const uint BadTcpInternalError = 0x80820000;

    /// <summary>The endpoint URL is not valid.</summary>
    public const uint BadTcpEndpointUrlInvalid = 0x80830000;

    /// <summary>The sequence number is not valid.</summary>
    public const uint BadSequenceNumberInvalid = 0x80880000;

    /// <summary>The protocol version is not supported.</summary>
    public const uint BadProtocolVersionUnsupported = 0x80BE0000;

    /// <summary>The subscription is not known.</summary>
    public const uint BadSubscriptionIdInvalid = 0x80280000;

    /// <summary>The monitored item is not known.</summary>
    public const uint BadMonitoredItemIdInvalid = 0x80420000;

    /// <summary>True when the severity is bad (Part 4 cl. 7.39: the two highest bits).</summary>
    public static bool IsBad(uint status) => (status & 0x80000000) != 0;
}
