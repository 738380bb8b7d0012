using OtEdge.Core.Policy.Nodes.Compiled;
using OtEdge.Core.Policy.Nodes.Differences;

namespace OtEdge.Core.Policy.Nodes;

/// <summary>
/// A rule set as it holds for one client with its user at one server; made when a session says who it is, when the server's
/// namespaces change and when the rules do. Judging is one look-up of the node, without allocating. Not for several threads.
/// </summary>
/// <remarks>
/// An operation is judged in this order, and the first that applies is the reason:
/// <list type="number">
/// <item>Pins: any that matches client, user, class, node (or method) and attribute refuses.</item>
/// <item>Bytes that are no valid request are covered by no rule.</item>
/// <item>Session services need no rule, only that some rule names the client and its user, or still may.</item>
/// <item>The first rule in file order that covers the operation allows it: client, user, class, node or method, attribute, every
/// number of a written value within limits, rate not used up. Requests without nodes need a rule of their class.</item>
/// <item>Reading the server's status and browsing namespace 0, for named clients, unless the policy is strict.</item>
/// <item>Otherwise nothing allows it. The reason is how far the closest rule came: client, user, class (Function), node (Range),
/// attribute, value, step, rate.</item>
/// </list>
/// Only the rule that allows is charged with its rate.
/// </remarks>
public sealed class NodeRules
{
    private readonly NodeRuleTable? table;
    private readonly NodeStanding[] standing;
    private readonly NodeStanding[] pinStanding;
    private readonly int[] numbers;
    private readonly int[] pinNumbers;

    internal NodeRules(RuleSet rules, NodeRuleTable? table, NodeClient client, NamespaceTable namespaces)
    {
        this.table = table;
        Rules = rules;
        Client = client;
        Namespaces = namespaces;
        standing = table?.StandingOf(client) ?? [];
        pinStanding = table is { Policy.Pinned.Count: > 0 } ? table.PinStandingOf(client) : [];
        numbers = table?.Allowed.NumbersOf(namespaces) ?? [];
        pinNumbers = table?.Pinned.NumbersOf(namespaces) ?? [];
        IsNamed = standing.Any(held => held is NodeStanding.Holds or NodeStanding.MayHold);
    }

    /// <summary>The rule set; when another one holds, bind again by <see cref="RuleSet.ForNodes"/>.</summary>
    public RuleSet Rules { get; }

    /// <summary>The client for which they hold.</summary>
    public NodeClient Client { get; }

    /// <summary>The server's namespaces.</summary>
    public NamespaceTable Namespaces { get; }

    /// <summary>True when some rule names the client and its user, or may turn out to once they are told.</summary>
    public bool IsNamed { get; }

    /// <summary>True when values of nodes should be handed to <see cref="Learn"/>.</summary>
    public bool LearnsValues => table is { HasSteps: true } or { HasEURanges: true };

    /// <summary>True when one forbidden item refuses a whole request of a service.</summary>
    public bool RefusesWhole(OpcUaService service) => table?.Policy.Batch switch
    {
        BatchAnswer.Item => false,
        BatchAnswer.Whole => true,
        _ => OpcUaServices.IsWholeByDefault(service),
    };

    /// <summary>Judges one operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="memory">What the conduit remembers; rate windows are counted in it.</param>
    /// <param name="now">The moment of judging.</param>
    public Decision Decide(in NodeOperation operation, JudgingMemory memory, in JudgingTime now)
    {
        if (table is null)
        {
            return new Decision(operation.IsMalformed ? DecisionReason.Malformed : DecisionReason.Client);
        }

        if (pinStanding.Length > 0 && FindPin(operation) is >= 0 and var pin)
        {
            return new Decision(DecisionReason.Pinned, pin);
        }

        return operation.Class switch
        {
            OperationClass.Malformed => new Decision(DecisionReason.Malformed),
            OperationClass.Session => IsNamed ? new Decision(DecisionReason.Allowed) : Unnamed(),
            _ => DecideByRules(table, operation, memory, now),
        };
    }

    /// <summary>
    /// True when only another client, other namespaces, other rules or the clock can change what was said of an operation that carries no value:
    /// no rate has a say in it.
    /// </summary>
    public bool IsLasting(in Decision decision) => decision.Notes == DecisionNotes.None
        && decision.Reason is not (DecisionReason.Rate or DecisionReason.Pinned or DecisionReason.NotJudged)
        && (decision.Rule < 0 || table?.Terms[decision.Rule].Rate is null);

    /// <summary>Takes in a value that was read from the server, came in a notification, or whose write it acknowledged.</summary>
    /// <param name="memory">Where it is remembered.</param>
    /// <param name="node">The node.</param>
    /// <param name="value">The whole value; not a part of it by an index range.</param>
    public void Learn(JudgingMemory memory, in NodeSpan node, in NodeValue value)
    {
        if (!LearnsValues)
        {
            return;
        }

        for (NodeCell? cell = table!.Allowed.CellOf(numbers, node); cell is not null; cell = cell.Parent)
        {
            foreach (int rule in cell.RulesFor(OperationClass.Write))
            {
                if (table.Terms[rule].HasEURange)
                {
                    // A node that is read is likely to be written: its range should be known by then.
                    memory.EURangeOf(node, Namespaces);
                }

                if (table.Terms[rule].HasStep)
                {
                    memory.Learn(node, Namespaces, value);
                    return;
                }
            }
        }
    }

    /// <summary>For whom they hold, rule by rule and pin by pin; those with equal texts are judged alike, apart from their rates.</summary>
    internal string StandingText => $"{string.Join(',', standing.Select(held => (int)held))};{string.Join(',', pinStanding.Select(held => (int)held))}";

    /// <summary>True when a pin refuses an operation.</summary>
    internal bool IsPinned(in NodeOperation operation) => pinStanding.Length > 0 && FindPin(operation) >= 0;

    /// <summary>What each rule that names an operation asks of it; one that asks nothing when no rule is needed; empty: it is refused.</summary>
    internal IReadOnlyList<NodeCondition> ConditionsOf(in NodeOperation operation)
    {
        var conditions = new List<NodeCondition>();
        bool isClass = !OpcUaServices.NamesNodes(operation.Service) && operation.Class != OperationClass.Session;
        if (table is null || (isClass && WithoutRule(table, operation.Class).Reason != DecisionReason.Range))
        {
            return conditions;
        }

        if (isClass || (operation.Class == OperationClass.Session && IsNamed) || IsAllowedByDefault(table, operation))
        {
            return [new NodeCondition([], null)];
        }

        if (operation.Class == OperationClass.Call)
        {
            Add(table.Allowed.RulesFor(numbers, operation.Node, operation.Method), operation, conditions);
        }

        for (NodeCell? cell = table.Allowed.CellOf(numbers, operation.Node); cell is not null && operation.Class != OperationClass.Session; cell = cell.Parent)
        {
            Add(cell.RulesFor(operation.Class), operation, conditions);
        }

        return conditions.Any(condition => condition.IsFree) ? [new NodeCondition([], null)] : conditions;
    }

    private void Add(ReadOnlySpan<int> rules, in NodeOperation operation, List<NodeCondition> conditions)
    {
        foreach (int rule in rules)
        {
            if (standing[rule] == NodeStanding.Holds && table!.Terms[rule].CoversAttributeOf(operation))
            {
                bool hasLimits = table.Terms[rule].LimitsValueOf(operation);
                if (!hasLimits || operation.Service == OpcUaService.Write)
                {
                    conditions.Add(new NodeCondition(hasLimits ? table.Policy.Rules[rule].Nodes!.Limits : [], table.Policy.Rules[rule].Rate));
                }
            }
        }
    }

    private Decision DecideByRules(NodeRuleTable rules, in NodeOperation operation, JudgingMemory memory, in JudgingTime now)
    {
        memory.Follow(Rules.Plan);
        var search = new NodeSearch(rules.Terms, standing, this, memory) { Now = now };
        bool namesNodes = OpcUaServices.NamesNodes(operation.Service);
        if (operation.Class == OperationClass.Call)
        {
            search.Try(rules.Allowed.RulesFor(numbers, operation.Node, operation.Method), operation);
        }

        if (!namesNodes)
        {
            search.TryClass(rules.Policy.Rules, operation);
        }

        for (NodeCell? cell = rules.Allowed.CellOf(numbers, operation.Node); cell is not null && namesNodes; cell = cell.Parent)
        {
            search.Try(cell.RulesFor(operation.Class), operation);
        }

        if (search.Found >= 0)
        {
            search.Count();
            return new Decision(DecisionReason.Allowed, search.Found, search.Notes);
        }

        return IsAllowedByDefault(rules, operation) ? new Decision(DecisionReason.Allowed)
            : search.Closest >= 0 ? new Decision(search.ClosestReason, search.Closest)
            : WithoutRule(rules, operation.Class);
    }

    private bool IsAllowedByDefault(NodeRuleTable rules, in NodeOperation operation) =>
        !rules.Policy.Strict && IsNamed
        && operation.Node is { NamespaceIndex: 0, Kind: NodeIdKind.Numeric } node
        && (operation.Class == OperationClass.Browse
            || (operation.Service == OpcUaService.Read && NodeAttributes.Of(operation.Attribute) != 0 && ServerNodes.MayBeRead(node.Number)));

    private Decision WithoutRule(NodeRuleTable rules, OperationClass operationClass)
    {
        int mask = 1 << (int)operationClass;
        for (int rule = 0; rule < standing.Length; rule++)
        {
            if (standing[rule] == NodeStanding.Holds && ((int)rules.Policy.Rules[rule].Classes & mask) != 0)
            {
                return new Decision(DecisionReason.Range, rule);
            }
        }

        return Array.IndexOf(standing, NodeStanding.Holds) >= 0 ? new Decision(DecisionReason.Function) : Unnamed();
    }

    private Decision Unnamed() =>
        new(Array.IndexOf(standing, NodeStanding.OtherUser) >= 0 ? DecisionReason.User : DecisionReason.Client);

    private int FindPin(in NodeOperation operation)
    {
        NodeMap pins = table!.Pinned;
        OperationClass operationClass = operation.Class;
        int first = int.MaxValue;
        if (operationClass is OperationClass.Malformed)
        {
            return -1;
        }

        if (operationClass == OperationClass.Call)
        {
            First(pins.RulesFor(pinNumbers, operation.Node, operation.Method), operation, ref first);
        }

        for (NodeCell? cell = pins.CellOf(pinNumbers, operation.Node); cell is not null; cell = cell.Parent)
        {
            First(cell.RulesFor(operationClass), operation, ref first);
        }

        return first == int.MaxValue ? -1 : first;
    }

    private void First(ReadOnlySpan<int> pins, in NodeOperation operation, ref int first)
    {
        ulong attribute = OpcUaServices.NamesAttributes(operation.Service) ? NodeAttributes.Of(operation.Attribute) : NodeAttributes.All;
        foreach (int pin in pins)
        {
            if (pin >= first)
            {
                return;
            }

            if (pinStanding[pin] == NodeStanding.Holds && (table!.PinnedAttributes[pin] & attribute) != 0)
            {
                first = pin;
            }
        }
    }
}
