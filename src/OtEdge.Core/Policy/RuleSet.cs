using System.Net;
using OtEdge.Core.Policy.Compiled;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Policy.Nodes.Compiled;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Policy;

/// <summary>All rules of a conduit, compiled; immutable and shared by threads.</summary>
public sealed class RuleSet
{
    /// <summary>
    /// Most tables kept for clients whom different rules name. Addresses alone cannot make more of them than the policy names
    /// networks; those beyond this are compiled again when such a client connects.
    /// </summary>
    public const int ClientTablesMax = 1024;

    private readonly ClientIndex clients = new();
    private readonly ReachMap pinned;
    private readonly ReachMap allowed;
    private readonly NodeRuleTable? nodes;
    private readonly Dictionary<int[], ClientRules> tables = new(IntListComparer.Instance);

    private RuleSet(PolicyDocument? policy)
    {
        Policy = policy;
        IReadOnlyList<Rule> rules = policy?.Rules ?? [];
        AllowsSpan = policy?.AllowSpan ?? false;
        Plan = new MemoryPlan(rules);
        Terms = TermsOf(rules, Plan);
        if (policy?.Protocol == ConduitProtocol.OpcUa)
        {
            nodes = new NodeRuleTable(policy);
            rules = [];
        }

        pinned = new ReachMap(((nodes is null ? policy?.Pinned : null) ?? []).SelectMany(Reach.Of), clients, _ => false);
        allowed = new ReachMap(rules.Select(Reach.Of), clients, index => Terms[index]?.IsConditional == true);
        CompileTables();
    }

    /// <summary>No policy: nothing is allowed, nothing is pinned.</summary>
    public static RuleSet None { get; } = new(null);

    /// <summary>The policy it was compiled from; null for <see cref="None"/>.</summary>
    public PolicyDocument? Policy { get; }

    /// <summary>True when max-step rules want to learn values from passing traffic.</summary>
    public bool LearnsValues => Plan.SlotCount > 0 || nodes is { HasSteps: true } or { HasEURanges: true };

    /// <summary>True when rules limit written values by the EURange of OPC UA nodes.</summary>
    public bool HasEURanges => nodes?.HasEURanges == true;

    /// <summary>Number of rules.</summary>
    public int RuleCount => Policy?.Rules.Count ?? 0;

    /// <summary>Number of pinned refusals.</summary>
    public int PinCount => Policy?.Pinned.Count ?? 0;

    /// <summary>What a memory must keep for these rules.</summary>
    internal MemoryPlan Plan { get; }

    /// <summary>What each rule asks beyond its reach; null: nothing.</summary>
    internal RuleTerms?[] Terms { get; }

    /// <summary>True when several rules may cover one operation together.</summary>
    internal bool AllowsSpan { get; }

    /// <summary>Compiles a policy.</summary>
    /// <exception cref="ArgumentException">A rule or pin makes no sense; the message names it and says what was expected.</exception>
    public static RuleSet Compile(PolicyDocument policy)
    {
        PolicyCheck.Check(policy);
        return new RuleSet(policy);
    }

    /// <summary>The rules as they hold for one client; cached, so that clients whom the same rules name share one table.</summary>
    public ClientRules For(ClientIdentity client) => TableFor(clients.ListsFor(client));

    /// <summary>The rules as they hold for one OPC UA client at one server; rules of another protocol allow such a client nothing.</summary>
    /// <param name="client">What is known of the client by now.</param>
    /// <param name="namespaces">The server's namespaces, as far as they are known.</param>
    public NodeRules ForNodes(NodeClient client, NamespaceTable namespaces) => new(this, nodes, client, namespaces);

    /// <summary>Judges an example with nothing remembered: no last known values, no rate used.</summary>
    /// <param name="example">The operation; without a client it is one that no asset declares.</param>
    /// <param name="now">The moment of judging, for soft expiry.</param>
    public Decision Decide(OperationExample example, in JudgingTime now)
    {
        if (example.Node is { } node)
        {
            var client = new ClientIdentity(example.Client ?? IPAddress.None, node.ApplicationUri ?? "") { Thumbprint = node.Thumbprint };
            NodeRules bound = ForNodes(new NodeClient(client, node.User), node.Namespaces());
            return bound.Decide(node.ToOperation(bound.Namespaces), new JudgingMemory { EURanges = node.EURanges() }, now);
        }

        ClientRules rules = example.Client is null ? TableFor([]) : For(new ClientIdentity(example.Client));
        return rules.Decide(example.ToOperation(), new JudgingMemory(), new ClientIdentity(example.Client ?? IPAddress.None), now);
    }

    /// <summary>Rules that can never be the one that allows, because earlier rules without conditions cover all they reach.</summary>
    /// <returns>In file order.</returns>
    public IReadOnlyList<UnreachableRule> FindUnreachableRules() =>
        nodes is not null
            ? new NodeUnreachableSearch(nodes).Find()
            : new UnreachableSearch(Policy?.Rules ?? [], clients, allowed, Terms).Find();

    private static RuleTerms?[] TermsOf(IReadOnlyList<Rule> rules, MemoryPlan plan)
    {
        int rates = 0;
        return [.. rules.Select(rule => rule is { Values.Count: 0, Rate: null, Expires: null }
            ? null
            : new RuleTerms(rule, plan, rule.Rate is null ? -1 : rates++))];
    }

    // Every client address that can come lies in one of the networks or in none, so the tables that traffic will ask for are
    // known now. Nothing is added later, which is why threads can share the tables.
    private void CompileTables()
    {
        tables.Add([], Compile([]));
        foreach (IPNetwork network in clients.Networks)
        {
            int[] lists = clients.ListsHolding(network, null);
            if (tables.Count < ClientTablesMax && !tables.ContainsKey(lists))
            {
                tables.Add(lists, Compile(lists));
            }
        }
    }

    private ClientRules TableFor(int[] lists) => tables.TryGetValue(lists, out ClientRules? known) ? known : Compile(lists);

    private ClientRules Compile(int[] lists) => new(this, pinned.TableFor(lists), allowed.TableFor(lists));
}
