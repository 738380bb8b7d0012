namespace OtEdge.OpcUa.SecureChannel;

/// <summary>
/// The tokens of a channel that are still good, oldest first. Peers use old and new ones side by side for a while after a renewal, so
/// an old one stays until it ends (1.25 times its life), or until there are more than <see cref="CountMax"/>.
/// </summary>
public sealed class ChannelTokens : IDisposable
{
    /// <summary>Most tokens kept at once: a peer that renews without end pushes out its own oldest.</summary>
    public const int CountMax = 4;

    private readonly List<ChannelToken> tokens = new(CountMax + 1);

    /// <summary>The newest; null before the channel is open.</summary>
    public ChannelToken? Newest => tokens.Count == 0 ? null : tokens[^1];

    /// <summary>The one that this side sends with; null before the channel is open.</summary>
    public ChannelToken? Outgoing { get; private set; }

    /// <summary>Takes a new token in.</summary>
    /// <param name="token">The token; it is disposed of here when its time is over.</param>
    /// <param name="now">The time of the channel.</param>
    /// <param name="sendWithIt">True: this side sends with it from now on; false: once the other side has used it.</param>
    public void Add(ChannelToken token, TimeSpan now, bool sendWithIt)
    {
        ArgumentNullException.ThrowIfNull(token);
        token.IssuedAt = now;
        tokens.Add(token);
        if (sendWithIt || Outgoing is null)
        {
            Outgoing = token;
        }

        RemoveEnded(now);
        if (tokens.Count > CountMax)
        {
            RemoveAt(0);
        }
    }

    /// <summary>The token by which a chunk has arrived; null when there is none, or its time is over.</summary>
    public ChannelToken? Find(uint id, TimeSpan now)
    {
        for (int i = tokens.Count - 1; i >= 0; i--)
        {
            if (tokens[i].Id == id)
            {
                return now <= tokens[i].EndsAt ? tokens[i] : null;
            }
        }

        return null;
    }

    /// <summary>The other side has used a token: what is newer than the one in use is used from now on.</summary>
    public void Used(ChannelToken token)
    {
        if (!ReferenceEquals(token, Outgoing) && tokens.IndexOf(token) > tokens.IndexOf(Outgoing!))
        {
            Outgoing = token;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var token in tokens)
        {
            token.Dispose();
        }

        tokens.Clear();
        Outgoing = null;
    }

    private void RemoveEnded(TimeSpan now)
    {
        for (int i = tokens.Count - 2; i >= 0; i--)
        {
            if (tokens[i].EndsAt < now)
            {
                RemoveAt(i);
            }
        }
    }

    private void RemoveAt(int index)
    {
        var token = tokens[index];
        tokens.RemoveAt(index);
        if (ReferenceEquals(token, Outgoing))
        {
            Outgoing = tokens[^1];
        }

        token.Dispose();
    }
}
