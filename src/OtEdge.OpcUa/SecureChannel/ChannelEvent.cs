namespace OtEdge.OpcUa.SecureChannel;

/// <summary>What has happened on a channel, with what belongs to it.</summary>
public readonly ref struct ChannelEvent
{
    private ChannelEvent(ChannelEventKind kind) => Kind = kind;

    /// <summary>What.</summary>
    public ChannelEventKind Kind { get; }

    /// <summary>The request that a message is, or answers.</summary>
    public uint RequestId { get; private init; }

    /// <summary>The message: type id, header, parameters. Valid until the channel is given more bytes.</summary>
    public ReadOnlySpan<byte> Message { get; private init; }

    /// <summary>Work to be run and completed.</summary>
    public ChannelWork? Work { get; private init; }

    /// <summary>Why the channel is over.</summary>
    public uint StatusCode { get; private init; }

    /// <summary>The same for people, with what the peer is not told.</summary>
    public string? Reason { get; private init; }

    internal static ChannelEvent Of(ChannelEventKind kind) => new(kind);

    internal static ChannelEvent Of(ChannelWork work) => new(ChannelEventKind.Work) { Work = work };

    internal static ChannelEvent Of(uint requestId, ReadOnlySpan<byte> message) =>
        new(ChannelEventKind.Message) { RequestId = requestId, Message = message };

    internal static ChannelEvent Aborted(uint requestId) => new(ChannelEventKind.Aborted) { RequestId = requestId };

    internal static ChannelEvent Faulted(uint status, string? reason) =>
        new(ChannelEventKind.Faulted) { StatusCode = status, Reason = reason };
}
