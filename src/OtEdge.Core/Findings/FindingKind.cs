namespace OtEdge.Core.Findings;

/// <summary>What a finding is about.</summary>
public enum FindingKind
{
    /// <summary>An operation was refused, or would be.</summary>
    Refusal = 0,

    /// <summary>Bytes from the client are no valid frame.</summary>
    MalformedRequest,

    /// <summary>Bytes from the device are no valid frame.</summary>
    MalformedReply,

    /// <summary>A connection can no longer be framed; its bytes pass unread.</summary>
    Opaque,

    /// <summary>A reply belongs to no open request, or came too late.</summary>
    UnmatchedReply,

    /// <summary>A reply has the wrong length or echo for its request.</summary>
    ReplyMismatch,

    /// <summary>The device answered with an exception code outside the specification.</summary>
    UnknownException,

    /// <summary>No connection to the device could be made.</summary>
    DeviceUnreachable,

    /// <summary>The device did not answer in time.</summary>
    DeviceTimeout,

    /// <summary>A client connection was turned away because a limit was reached.</summary>
    ConnectionLimit,

    /// <summary>A frame was begun and not finished in time.</summary>
    FrameTimeout,

    /// <summary>A rule allowed after its soft expiry.</summary>
    ExpiredRule,

    /// <summary>A max-step could not be judged because no value was known.</summary>
    StepUnknown,

    /// <summary>OtEdge itself failed to judge (a bug).</summary>
    JudgingFault,

    /// <summary>Settings or a reload were rejected; the old ones stay.</summary>
    SettingsRejected,

    /// <summary>Recording had to shed findings.</summary>
    RecordingShed,

    /// <summary>A connection of a `tcp` conduit began or ended.</summary>
    Connection,

    /// <summary>Not a finding: an operation that is recorded for flows and replay.</summary>
    Operation,

    /// <summary>The live rules and a shadowed candidate decide differently.</summary>
    ShadowDifference,

    /// <summary>Break-glass holds on a conduit.</summary>
    BreakGlass,

    /// <summary>A device says that it is another one, or runs another program: names and evidence may no longer fit.</summary>
    DeviceChanged,

    /// <summary>The loop of a conduit stands still: nothing passes.</summary>
    LoopStalled,

    /// <summary>A client or device shows an OPC UA certificate that is not trusted, or not good any more.</summary>
    PeerCertificate,

    /// <summary>A user of an OPC UA client shows a certificate that is not trusted, or nothing says who the user is to the device.</summary>
    UserIdentity,

    /// <summary>A certificate or a revocation list ends soon.</summary>
    CertificateExpiring,

    /// <summary>A certificate or a revocation list has ended.</summary>
    CertificateExpired,

    /// <summary>A device that called in was turned away, or a client that is to be called cannot be.</summary>
    ReverseConnect,

    /// <summary>A client goes on with an OPC UA session that OtEdge has not seen made: what its monitored items bring cannot be held against the rules.</summary>
    SessionUnseen,
}
