using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Tests.Policy.Nodes;

/// <summary>OPC UA rules judged as the contract reads, rule by rule and without any table; the reference for the compiled ones.</summary>
internal sealed class NaiveNodeRules(PolicyDocument policy)
{
    private readonly List<(int Rule, string Client, long Ticks)> uses = [];
    private readonly Dictionary<NodeIdentity, NodeNumber[]> known = [];

    public void Learn(NodeIdentity node, NodeNumber[] value) => known[node] = value;

    public Decision Decide(NodeExample asked, NodeClient client, JudgingTime now, bool isMalformed = false)
    {
        OperationClass asking = OpcUaServices.ClassOf(asked.Service);
        int pinned = Enumerable.Range(0, policy.Pinned.Count).FirstOrDefault(pin => Refuses(policy.Pinned[pin], asked, client), -1);
        if (isMalformed || pinned >= 0)
        {
            return isMalformed ? new Decision(DecisionReason.Malformed) : new Decision(DecisionReason.Pinned, pinned);
        }

        bool isNamed = policy.Rules.Any(rule => Holds(rule.Clients, Users(rule), client) || MayHold(rule, client));
        if (asking == OperationClass.Session)
        {
            return isNamed ? new Decision(DecisionReason.Allowed) : Unnamed(client);
        }

        (int Rank, int Rule, DecisionReason Reason) closest = (0, -1, default);
        for (int i = 0; i < policy.Rules.Count; i++)
        {
            Rule rule = policy.Rules[i];
            if (!Has(rule.Classes, asking) || !Names(rule.Nodes!, asked, asking))
            {
                continue;
            }

            bool isOtherUser = client.User is not null && Matches(rule.Clients, client) && !Holds(rule.Clients, Users(rule), client);
            if (isOtherUser && OpcUaServices.NamesNodes(asked.Service))
            {
                closest = Closer(closest, (1, i, DecisionReason.User));
            }

            if (!Holds(rule.Clients, Users(rule), client))
            {
                continue;
            }

            if (!OpcUaServices.NamesNodes(asked.Service))
            {
                return new Decision(DecisionReason.Allowed, i, now.Utc >= rule.Expires ? DecisionNotes.Expired : DecisionNotes.None);
            }

            (DecisionReason reason, DecisionNotes notes) = Judge(rule, asked, asking);
            reason = reason == DecisionReason.Allowed && IsUsedUp(i, rule.Rate, client, now) ? DecisionReason.Rate : reason;
            if (reason == DecisionReason.Allowed)
            {
                return new Decision(reason, i, notes | (now.Utc >= rule.Expires ? DecisionNotes.Expired : DecisionNotes.None));
            }

            int rank = reason switch { DecisionReason.Attribute => 2, DecisionReason.Value => 3, DecisionReason.EURangeUnknown => 4, DecisionReason.Step => 5, _ => 6 };
            closest = Closer(closest, (rank, i, reason));
        }

        if (!policy.Strict && isNamed && IsAllowedByDefault(asked, asking))
        {
            return new Decision(DecisionReason.Allowed);
        }

        return closest.Rule >= 0 ? new Decision(closest.Reason, closest.Rule) : WithoutRule(asking, client);
    }

    // Counts a use that is still free.
    private bool IsUsedUp(int rule, RateLimit? rate, NodeClient client, JudgingTime now)
    {
        string who = client.Client.Address.ToString();
        if (rate is null || uses.Count(use => use.Rule == rule && use.Client == who && now.Ticks - use.Ticks < rate.Window.Ticks) >= rate.Count)
        {
            return rate is not null;
        }

        uses.Add((rule, who, now.Ticks));
        return false;
    }

    private static bool IsAllowedByDefault(NodeExample asked, OperationClass asking) =>
        asked.Node is { Kind: NodeIdKind.Numeric, NamespaceUri: NamespaceTable.BaseUri } node
        && (asking == OperationClass.Browse
            || (asked.Service == OpcUaService.Read && asked.Attribute is >= 1 and <= 27 && node.Number is >= 2253 and <= 2273));

    private static (int, int, DecisionReason) Closer((int Rank, int Rule, DecisionReason Reason) now, (int Rank, int Rule, DecisionReason Reason) next) =>
        next.Rank > now.Rank ? next : now;

    private static bool Has(OperationClasses classes, OperationClass one) => ((int)classes & (1 << (int)one)) != 0;

    private static IReadOnlyList<UserIdentity> Users(Rule rule) => rule.Nodes!.Users;

    private static bool Matches(IReadOnlyList<ClientSelector> clients, NodeClient client) =>
        clients.Count == 0 || clients.Any(selector => selector.Matches(client.Client));

    private static bool Holds(IReadOnlyList<ClientSelector> clients, IReadOnlyList<UserIdentity> users, NodeClient client) =>
        Matches(clients, client) && (users.Count == 0 || users.Any(user => user.Equals(client.User)));

    private static bool MayHold(Rule rule, NodeClient client) =>
        (rule.Clients.Count == 0 || rule.Clients.Any(selector => selector.MayMatch(client.Client)))
        && (client.User is null || Users(rule).Count == 0 || Users(rule).Contains(client.User));

    private static bool Names(NodeTerms terms, NodeExample asked, OperationClass asking)
    {
        if (!OpcUaServices.NamesNodes(asked.Service))
        {
            return true;
        }

        if (asking == OperationClass.Call && terms.Methods.Count > 0)
        {
            return asked.Node is not null && asked.Method is not null && terms.Methods.Contains(new NodeMethod(asked.Node, asked.Method));
        }

        return terms.Nodes.Count == 0
            || terms.Nodes.Any(pattern => pattern.NamespaceUri is null || (asked.Node is not null && pattern.Matches(asked.Node)));
    }

    private static bool Refuses(PinnedRefusal pin, NodeExample asked, NodeClient client)
    {
        OperationClass asking = OpcUaServices.ClassOf(asked.Service);
        if (!Has(pin.Classes, asking) || asking == OperationClass.Session || !Holds(pin.Clients, pin.Nodes!.Users, client))
        {
            return false;
        }

        bool isAttribute = !OpcUaServices.NamesAttributes(asked.Service) || pin.Nodes.Attributes == 0
            ? !OpcUaServices.NamesAttributes(asked.Service) || NodeAttributes.Of(asked.Attribute) != 0
            : (pin.Nodes.Attributes & NodeAttributes.Of(asked.Attribute)) != 0;
        bool isNode = asking == OperationClass.Call && pin.Nodes.Methods.Count > 0
            ? asked.Node is not null && asked.Method is not null && pin.Nodes.Methods.Contains(new NodeMethod(asked.Node, asked.Method))
            : pin.Nodes.Nodes.Count == 0 || pin.Nodes.Nodes.Any(pattern => pattern.NamespaceUri is null || (asked.Node is not null && pattern.Matches(asked.Node)));
        return isAttribute && isNode;
    }

    private (DecisionReason Reason, DecisionNotes Notes) Judge(Rule rule, NodeExample asked, OperationClass asking)
    {
        NodeTerms terms = rule.Nodes!;
        bool isHistory = asked.Service == OpcUaService.HistoryUpdate;
        int attribute = isHistory ? NodeAttributes.Value : asked.Attribute;
        if ((isHistory || OpcUaServices.NamesAttributes(asked.Service)) && (terms.AttributesFor(asking) & NodeAttributes.Of(attribute)) == 0)
        {
            return (DecisionReason.Attribute, default);
        }

        if (asking != OperationClass.Write || attribute != NodeAttributes.Value || terms.Limits.Count == 0)
        {
            return (DecisionReason.Allowed, default);
        }

        var value = new NodeValue { Type = asked.ValueType, IsArray = asked.IsArray, Data = asked.Data.Span };
        var numbers = new List<NodeNumber>();
        for (int i = 0; i < value.Count; i++)
        {
            numbers.Add(value[i]);
        }

        if (numbers.Count == 0 || terms.Limits.Any(limit => (limit.Type != NodeValueType.None && limit.Type != asked.ValueType) || numbers.Any(number => IsOutside(limit, number))))
        {
            return (DecisionReason.Value, default);
        }

        if (terms.Limits.Any(limit => limit.IsEURange))
        {
            if (asked.EURange is not { } range)
            {
                return (DecisionReason.EURangeUnknown, default);
            }

            if (numbers.Any(number => number.Real < range.Low || number.Real > range.High))
            {
                return (DecisionReason.Value, default);
            }
        }

        double? step = terms.Limits.Min(limit => limit.MaxStep);
        if (step is null)
        {
            return (DecisionReason.Allowed, default);
        }

        if (asked.HasIndexRange)
        {
            return (DecisionReason.Step, default);
        }

        if (asked.Node is null || !known.TryGetValue(asked.Node, out NodeNumber[]? last) || last.Length != numbers.Count)
        {
            return (DecisionReason.Allowed, DecisionNotes.StepUnknown);
        }

        return (numbers.Zip(last).All(pair => Math.Abs(pair.First.Real - pair.Second.Real) <= step) ? DecisionReason.Allowed : DecisionReason.Step, default);
    }

    private static bool IsOutside(NodeLimit limit, NodeNumber number) =>
        double.IsNaN(number.Real) || double.IsInfinity(number.Real) || number.Real < limit.Min || number.Real > limit.Max;

    private Decision WithoutRule(OperationClass asking, NodeClient client)
    {
        for (int i = 0; i < policy.Rules.Count; i++)
        {
            if (Holds(policy.Rules[i].Clients, Users(policy.Rules[i]), client) && Has(policy.Rules[i].Classes, asking))
            {
                return new Decision(DecisionReason.Range, i);
            }
        }

        return policy.Rules.Any(rule => Holds(rule.Clients, Users(rule), client)) ? new Decision(DecisionReason.Function) : Unnamed(client);
    }

    private Decision Unnamed(NodeClient client) =>
        new(client.User is not null && policy.Rules.Any(rule => Matches(rule.Clients, client) && !Holds(rule.Clients, Users(rule), client))
            ? DecisionReason.User
            : DecisionReason.Client);
}
