namespace OtEdge.OpcUa.SecureChannel;

/// <summary>What has happened on a channel.</summary>
public enum ChannelEventKind
{
    /// <summary>Nothing yet: more bytes are needed, or work has to be completed first.</summary>
    NeedMore = 0,

    /// <summary>A chunk was taken that means nothing to the outside; go on with the next.</summary>
    Progress,

    /// <summary>There is work with RSA keys to be done, wherever there is time for it, and then to be completed.</summary>
    Work,

    /// <summary>The channel is open.</summary>
    Opened,

    /// <summary>The channel has a new token.</summary>
    Renewed,

    /// <summary>A whole message has arrived.</summary>
    Message,

    /// <summary>The peer has given up a message that it had begun.</summary>
    Aborted,

    /// <summary>The peer has closed the channel in order.</summary>
    Closed,

    /// <summary>The channel is over: something was wrong, or the peer has said so.</summary>
    Faulted,
}
