namespace OtEdge.Host.Guarding;

/// <summary>How a conduit was before a change took effect: what guards are held against.</summary>
/// <param name="Change">Id of the change.</param>
/// <param name="Flows">Flows of declared clients that nobody meant to be refused.</param>
/// <param name="Pollers">Addresses of clients that asked all the time.</param>
/// <param name="Holders">Addresses of clients that held one connection all the time.</param>
internal sealed record GuardBaseline(string Change, IReadOnlySet<FlowMark> Flows, IReadOnlySet<string> Pollers, IReadOnlySet<string> Holders)
{
    /// <summary>What the device had answered until then; null: not known, as after a restart.</summary>
    public ReplyCounts? Replies { get; init; }

    /// <summary>What it answers lately; null like <see cref="Replies"/>.</summary>
    public ReplyWindow? Lately { get; init; }

    /// <summary>When the flows were read, in monotonic time of 100 ns.</summary>
    public long FlowsAtTicks { get; init; }

    /// <summary>True for an address that was there all the time.</summary>
    public bool Knows(string client) => Pollers.Contains(client) || Holders.Contains(client);
}
