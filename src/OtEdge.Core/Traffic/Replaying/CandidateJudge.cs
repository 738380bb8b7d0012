using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Traffic.Replaying;

/// <summary>One policy with a memory of its own, and what its rules have decided so far.</summary>
internal sealed class CandidateJudge(RuleSet rules)
{
    private static readonly TimeSpan BeyondAnyRate = TimeSpan.FromDays(1);

    private const int ClientsMax = 1024;

    private readonly JudgingMemory memory = new();
    private readonly Dictionary<(NodeClient Client, NamespaceTable Namespaces), NodeRules> nodesByClient = [];
    private readonly Tally[] ruleTallies = new Tally[rules.RuleCount];
    private readonly Tally[] pinTallies = new Tally[rules.PinCount];
    private ClientIdentity? client;
    private ClientRules? clientRules;
    private long times;
    private JudgingTime now;

    /// <summary>The EURanges of the device, as they are known now.</summary>
    public EURangeTable EURanges { set => memory.EURanges = value; }

    /// <summary>The policy; null when there are no rules at all.</summary>
    public PolicyDocument? Policy => rules.Policy;

    /// <summary>Rules in file order, with their hits.</summary>
    public IReadOnlyList<ReplayedRule> Rules =>
        [.. (Policy?.Rules ?? []).Select((rule, at) => ruleTallies[at].Of(rule.Id, rule.Line))];

    /// <summary>Pins in file order, with their hits.</summary>
    public IReadOnlyList<ReplayedRule> Pins =>
        [.. (Policy?.Pinned ?? []).Select((pin, at) => pinTallies[at].Of(pin.Id, pin.Line))];

    /// <summary>What is judged until the next call belongs to this request.</summary>
    public void Begin(in ReplayedRequest request)
    {
        // Captures of several interfaces run backwards now and then; rates are measured in time that does not. A number of requests
        // says nothing of how close together they came, so what is given by number meets empty rate windows.
        long ticks = request.FirstUtc is null ? Math.Max(now.Ticks, request.Utc.UtcTicks) : now.Ticks + BeyondAnyRate.Ticks;
        now = new JudgingTime(ticks, request.Utc);
        times = request.Times;
        if (clientRules is null || request.Client != client)
        {
            client = request.Client;
            clientRules = rules.For(client);
        }
    }

    /// <summary>Judges an operation of the request.</summary>
    public Decision Judge(in Operation operation)
    {
        Decision decision = Decide(operation);
        Count(decision);
        return decision;
    }

    /// <summary>Judges an OPC UA operation of the request.</summary>
    public Decision Judge(NodeClient client, in NodeOperation operation, NamespaceTable namespaces)
    {
        Decision decision = NodesFor(client, namespaces).Decide(operation, memory, now);
        Count(decision);
        return decision;
    }

    /// <summary>Takes in the value of an OPC UA node that is known now.</summary>
    public void Learn(NodeClient client, in NodeSpan node, in NodeValue value, NamespaceTable namespaces)
    {
        NodeRules nodes = NodesFor(client, namespaces);
        if (nodes.LearnsValues)
        {
            nodes.Learn(memory, node, value);
        }
    }

    /// <summary>Judges bytes that are no valid request, as a conduit does: a pin that they could touch holds.</summary>
    public Decision JudgeMalformed(in Operation widest)
    {
        Decision decision = Decide(widest);
        if (decision.Reason != DecisionReason.Pinned)
        {
            decision = new Decision(DecisionReason.Malformed);
        }

        Count(decision);
        return decision;
    }

    /// <summary>Takes in a value that is known now.</summary>
    public void Learn(byte unit, SpaceRange range, ReadOnlySpan<byte> data)
    {
        if (rules.LearnsValues)
        {
            int count = range.Range.Last - range.Range.First + 1;
            memory.Learn(rules, unit, range.Space, range.Range.First, count, data);
        }
    }

    /// <summary>Takes in an acknowledged mask write.</summary>
    public void LearnMask(byte unit, int address, ushort andMask, ushort orMask)
    {
        if (rules.LearnsValues)
        {
            memory.LearnMask(rules, unit, address, andMask, orMask);
        }
    }

    private NodeRules NodesFor(NodeClient client, NamespaceTable namespaces)
    {
        if (!nodesByClient.TryGetValue((client, namespaces), out NodeRules? nodes))
        {
            if (nodesByClient.Count >= ClientsMax)
            {
                nodesByClient.Clear();
            }

            nodesByClient.Add((client, namespaces), nodes = rules.ForNodes(client, namespaces));
        }

        return nodes;
    }

    private Decision Decide(in Operation operation) => clientRules!.Decide(operation, memory, client!, now);

    private void Count(in Decision decision)
    {
        switch (decision.Reason)
        {
            case DecisionReason.Allowed when decision.Rule >= 0:
                ruleTallies[decision.Rule].Count(decision.Notes, times);
                break;
            case DecisionReason.Pinned:
                pinTallies[decision.Rule].Count(DecisionNotes.None, times);
                break;
        }
    }

    private struct Tally
    {
        private long hits;
        private long expired;
        private long stepUnknown;

        public void Count(DecisionNotes notes, long times)
        {
            hits += times;
            expired += (notes & DecisionNotes.Expired) != 0 ? times : 0;
            stepUnknown += (notes & DecisionNotes.StepUnknown) != 0 ? times : 0;
        }

        public readonly ReplayedRule Of(string id, int line) => new(id, line, hits, expired, stepUnknown);
    }
}
