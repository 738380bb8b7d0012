namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>All rules and pins of an OPC UA policy, compiled; immutable and shared by threads.</summary>
internal sealed class NodeRuleTable
{
    private readonly NodeScope[] scopes;
    private readonly NodeScope[] pinScopes;

    /// <summary>Compiles a policy.</summary>
    public NodeRuleTable(PolicyDocument policy)
    {
        Policy = policy;
        int rates = 0;
        Terms = [.. policy.Rules.Select(rule => new NodeRuleTerms(rule, rule.Rate is null ? -1 : rates++))];
        Allowed = new NodeMap([.. policy.Rules.Select((rule, index) => new NodeReach(index, rule.Classes, rule.Nodes ?? NodeTerms.Anything))]);
        Pinned = new NodeMap([.. policy.Pinned.Select((pin, index) => new NodeReach(index, pin.Classes, pin.Nodes ?? NodeTerms.Anything))]);
        PinnedAttributes = [.. policy.Pinned.Select(pin => pin.Nodes is { Attributes: not 0 } terms ? terms.Attributes : NodeAttributes.All)];
        scopes = [.. policy.Rules.Select(rule => new NodeScope(rule.Clients, rule.Nodes?.Users ?? []))];
        pinScopes = [.. policy.Pinned.Select(pin => new NodeScope(pin.Clients, pin.Nodes?.Users ?? []))];
        HasSteps = Terms.Any(term => term.HasStep);
        HasEURanges = Terms.Any(term => term.HasEURange);
    }

    /// <summary>The policy.</summary>
    public PolicyDocument Policy { get; }

    /// <summary>Rules by node.</summary>
    public NodeMap Allowed { get; }

    /// <summary>Pins by node.</summary>
    public NodeMap Pinned { get; }

    /// <summary>What each rule asks beside its nodes.</summary>
    public NodeRuleTerms[] Terms { get; }

    /// <summary>The attributes that each pin refuses.</summary>
    public ulong[] PinnedAttributes { get; }

    /// <summary>True when some rule measures from last known values.</summary>
    public bool HasSteps { get; }

    /// <summary>True when some rule limits by the EURange of nodes.</summary>
    public bool HasEURanges { get; }

    /// <summary>For each rule how far it holds for a client and its user.</summary>
    public NodeStanding[] StandingOf(NodeClient client) => Standing(scopes, client);

    /// <summary>For each pin how far it holds for a client and its user.</summary>
    public NodeStanding[] PinStandingOf(NodeClient client) => Standing(pinScopes, client);

    private static NodeStanding[] Standing(NodeScope[] scopes, NodeClient client)
    {
        // Many rules share their clients, and matching networks is the dear part.
        var known = new Dictionary<IReadOnlyList<ClientSelector>, (bool Matches, bool May)>(ReferenceEqualityComparer.Instance);
        var standing = new NodeStanding[scopes.Length];
        for (int i = 0; i < scopes.Length; i++)
        {
            IReadOnlyList<ClientSelector> selectors = scopes[i].Clients;
            if (!known.TryGetValue(selectors, out (bool Matches, bool May) match))
            {
                match = (
                    selectors.Count == 0 || selectors.Any(selector => selector.Matches(client.Client)),
                    selectors.Count == 0 || selectors.Any(selector => selector.MayMatch(client.Client)));
                known.Add(selectors, match);
            }

            bool isUser = scopes[i].Users.Count == 0 || (client.User is { } user && scopes[i].Users.Contains(user));
            standing[i] = match.Matches && isUser ? NodeStanding.Holds
                : match.Matches && client.User is not null ? NodeStanding.OtherUser
                : match.May && (isUser || client.User is null) ? NodeStanding.MayHold
                : NodeStanding.OtherClient;
        }

        return standing;
    }

    private sealed record NodeScope(IReadOnlyList<ClientSelector> Clients, IReadOnlyList<UserIdentity> Users);
}
