namespace OtEdge.OpcUa.SecureChannel;

/// <summary>
/// Work with RSA keys that takes milliseconds. It touches nothing of its channel, so any thread may run it; meanwhile the channel
/// sends on and takes no chunk in. Then the channel completes it.
/// </summary>
public abstract class ChannelWork
{
    internal ChannelWork()
    {
    }

    /// <summary>The chunk to be sent; null: none.</summary>
    internal byte[]? Chunk { get; private protected set; }

    /// <summary>Why it has failed; 0: it has not.</summary>
    internal uint StatusCode { get; private set; }

    /// <summary>The same for people.</summary>
    internal string? Reason { get; private set; }

    /// <summary>Does the work; never throws for what a peer has sent.</summary>
    public abstract void Run();

    private protected void Fail(uint status, string reason)
    {
        StatusCode = status;
        Reason = reason;
    }
}
