namespace OtEdge.OpcUa.SecureChannel;

/// <summary>One security token of a channel: its number, its life and the keys of both directions. It never changes.</summary>
public sealed class ChannelToken : IDisposable
{
    private const double GraceFactor = 1.25;

    private ChannelToken(uint id, TimeSpan lifetime, ChunkSealer sealer, ChunkOpener opener)
    {
        Id = id;
        Lifetime = lifetime;
        Sealer = sealer;
        Opener = opener;
    }

    /// <summary>Its number.</summary>
    public uint Id { get; }

    /// <summary>How long it is good, as the server has granted it.</summary>
    public TimeSpan Lifetime { get; }

    /// <summary>When it was issued, in the time of the channel; set by the channel that takes it in.</summary>
    public TimeSpan IssuedAt { get; internal set; }

    /// <summary>When the client asks for the next one: after three quarters of its life (OPC UA Part 4, 5.5.2).</summary>
    public TimeSpan RenewAt => IssuedAt + (Lifetime * 0.75);

    /// <summary>Until when what is protected by it is still accepted: a quarter longer than its life.</summary>
    public TimeSpan EndsAt => IssuedAt + (Lifetime * GraceFactor);

    /// <summary>Protects what this side sends.</summary>
    public ChunkSealer Sealer { get; }

    /// <summary>Checks what the other side sends.</summary>
    public ChunkOpener Opener { get; }

    /// <summary>The token as the side sees it whose nonce is <paramref name="ownNonce"/>.</summary>
    /// <param name="terms">Its number and life.</param>
    /// <param name="policy">The policy of the channel.</param>
    /// <param name="mode">The mode of the channel.</param>
    /// <param name="ownNonce">Nonce of this side; empty without protection.</param>
    /// <param name="peerNonce">Nonce of the other side; empty without protection.</param>
    public static ChannelToken Derive(
        TokenTerms terms, SecurityPolicy policy, MessageSecurityMode mode, ReadOnlySpan<byte> ownNonce, ReadOnlySpan<byte> peerNonce)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (!policy.IsSecure)
        {
            return new ChannelToken(terms.Id, terms.Lifetime, ChunkSealer.Make(mode, null), ChunkOpener.Make(mode, null));
        }

        using var own = SymmetricKeys.Derive(policy, secret: peerNonce, seed: ownNonce);
        using var peer = SymmetricKeys.Derive(policy, secret: ownNonce, seed: peerNonce);
        return new ChannelToken(terms.Id, terms.Lifetime, ChunkSealer.Make(mode, own), ChunkOpener.Make(mode, peer));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Sealer.Dispose();
        Opener.Dispose();
    }
}
