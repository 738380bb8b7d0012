using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa;

/// <summary>The one table from a wire fault to its words and to the status code that a peer gets.</summary>
internal static class WireFaultText
{
    public static string Of(WireFaultKind kind) => kind switch
    {
        WireFaultKind.None => "nothing is wrong",
        WireFaultKind.MessageType => "the message type must be HEL, ACK, ERR, RHE, OPN, MSG or CLO",
        WireFaultKind.ChunkFlag => "the chunk flag must be F, C or A, and F for a message that is never split",
        WireFaultKind.ChunkTooShort => "a chunk must hold its headers",
        WireFaultKind.ChunkTooLong => "a chunk must not be longer than the receiver's buffer",
        WireFaultKind.ChunkLength => "a chunk must be as long as its header says",
        WireFaultKind.UnexpectedMessage => "this message must not come at this time",
        WireFaultKind.BufferSize => "the buffer sizes must be at least 8192",
        WireFaultKind.TransportTextLength => "the texts of a transport message must be shorter than 4096 bytes",
        WireFaultKind.ChannelId => "every chunk must carry the id of its secure channel",
        WireFaultKind.SequenceNumber => "the sequence number must be the one before plus 1",
        WireFaultKind.ChunkCount => "a message must not have more chunks than the limit",
        WireFaultKind.MessageLength => "messages must not be longer than the limit",
        WireFaultKind.UnfinishedMessages => "no more messages may be unfinished at once than the limit",
        WireFaultKind.RequestId => "the chunks of one message have one type and a request id of their own",
        WireFaultKind.Truncated => "the message must not end inside a field",
        WireFaultKind.TrailingBytes => "nothing may follow the last field",
        WireFaultKind.StringLength => "the length of a string must be -1 or up to the limit",
        WireFaultKind.StringText => "a string must be UTF-8",
        WireFaultKind.ArrayLength => "the length of an array must be -1 or as many as the limit and the message allow",
        WireFaultKind.Depth => "values must not be nested deeper than the limit",
        WireFaultKind.NodeIdEncoding => "the encoding of a NodeId must be 0 to 5, with flags only in an ExpandedNodeId",
        WireFaultKind.VariantEncoding => "a Variant must hold a built-in type, another Variant only in an array",
        WireFaultKind.ExtensionObjectEncoding => "the encoding of an ExtensionObject must be 0, 1 or 2",
        WireFaultKind.ExtensionObjectBody => "the body of an ExtensionObject must be what its type says",
        WireFaultKind.FieldMask => "a mask of fields must have no unknown bits",
        WireFaultKind.EnumerationValue => "an enumeration must have one of its values",
        WireFaultKind.ServiceType => "a message must begin with the id of a known service",
        WireFaultKind.ResponseType => "a response must be one to its request",
        WireFaultKind.ResultCount => "a response must have a result for every item of its request",
        _ => "the bytes are wrong",
    };

    public static uint StatusOf(WireFaultKind kind) => kind switch
    {
        WireFaultKind.None => StatusCodes.Good,
        WireFaultKind.MessageType or WireFaultKind.ChunkFlag or WireFaultKind.UnexpectedMessage => StatusCodes.BadTcpMessageTypeInvalid,
        WireFaultKind.ChunkTooLong or WireFaultKind.ChunkCount or WireFaultKind.MessageLength => StatusCodes.BadTcpMessageTooLarge,
        WireFaultKind.UnfinishedMessages => StatusCodes.BadTcpNotEnoughResources,
        WireFaultKind.TransportTextLength => StatusCodes.BadTcpEndpointUrlInvalid,
        WireFaultKind.ChannelId => StatusCodes.BadTcpSecureChannelUnknown,
        WireFaultKind.SequenceNumber => StatusCodes.BadSequenceNumberInvalid,
        WireFaultKind.BufferSize or WireFaultKind.ChunkTooShort or WireFaultKind.ChunkLength or WireFaultKind.RequestId => StatusCodes.BadCommunicationError,
        WireFaultKind.StringLength or WireFaultKind.ArrayLength or WireFaultKind.Depth => StatusCodes.BadEncodingLimitsExceeded,
        WireFaultKind.ServiceType => StatusCodes.BadServiceUnsupported,
        WireFaultKind.ResponseType or WireFaultKind.ResultCount => StatusCodes.BadUnknownResponse,
        _ => StatusCodes.BadDecodingError,
    };
}
