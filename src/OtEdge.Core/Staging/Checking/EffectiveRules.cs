using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging.Checking;

/// <summary>What a posture really forwards, written as a policy, so that two postures can be compared as two policies.</summary>
internal static class EffectiveRules
{
    private static readonly Rule Everything = new() { Id = "everything", Classes = OperationClasses.Modbus };

    /// <summary>The policy that forwards what the posture forwards by its rules and pins; its scope is left aside.</summary>
    public static PolicyDocument Of(RuledPosture view)
    {
        PolicyDocument policy = view.Policy ?? new PolicyDocument { Name = "none", Protocol = ConduitProtocol.ModbusTcp };
        PolicyDocument real = view.Posture.Mode == ConduitMode.Enforce ? policy : policy with { Rules = [Everything] };
        return WithDigest(view.Posture.Mode == ConduitMode.Bypass ? real with { Pinned = [] } : real);
    }

    /// <summary>The same policy as far as it concerns the clients of a scope; pins hold for everybody and stay.</summary>
    public static PolicyDocument Within(PolicyDocument policy, EnforcementScope scope)
    {
        // Who is unknown depends on what the site declares, so that everybody is looked at.
        if (scope.UnknownClients || scope.Clients is not { } clients)
        {
            return policy;
        }

        return WithDigest(policy with { Rules = [.. policy.Rules.Select(rule => Within(rule, clients)).OfType<Rule>()] });
    }

    private static Rule? Within(Rule rule, IReadOnlyList<ClientSelector> clients)
    {
        if (rule.Clients.Count == 0)
        {
            return rule with { Clients = clients };
        }

        ClientSelector[] common = [.. rule.Clients.SelectMany(own => clients.Select(other => Common(own, other))).OfType<ClientSelector>()];
        return common.Length == 0 ? null : rule with { Clients = common };
    }

    private static ClientSelector? Common(ClientSelector own, ClientSelector other)
    {
        if (own.Addresses.Count == 0 || other.Addresses.Count == 0)
        {
            return own with { Addresses = own.Addresses.Count == 0 ? other.Addresses : own.Addresses };
        }

        // Two networks lie one in the other or apart.
        IPNetwork[] both =
        [
            .. own.Addresses.SelectMany(_ => other.Addresses, (one, two) => (one, two))
                .Where(pair => pair.one.Contains(pair.two.BaseAddress) || pair.two.Contains(pair.one.BaseAddress))
                .Select(pair => pair.one.PrefixLength >= pair.two.PrefixLength ? pair.one : pair.two)
                .Distinct(),
        ];
        return both.Length == 0 ? null : own with { Addresses = both };
    }

    private static PolicyDocument WithDigest(PolicyDocument policy) => policy with { Digest = PolicyDocumentJson.Digest(policy) };
}
