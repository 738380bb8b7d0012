namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>
/// Looks for the first rule in file order that covers an operation, among lists of rules that name its node, and keeps which of the
/// declining ones came closest: the one that failed last in the order user, attribute, value, step, rate; of equals the first.
/// </summary>
internal ref struct NodeSearch
{
    private readonly NodeRuleTerms[] terms;
    private readonly NodeStanding[] standing;
    private readonly NodeRules rules;
    private readonly JudgingMemory memory;
    private bool isCounted;

    /// <summary>Begins a search.</summary>
    public NodeSearch(NodeRuleTerms[] terms, NodeStanding[] standing, NodeRules rules, JudgingMemory memory)
    {
        this.terms = terms;
        this.standing = standing;
        this.rules = rules;
        this.memory = memory;
    }

    /// <summary>The moment of judging.</summary>
    public JudgingTime Now { get; init; }

    /// <summary>The rule that covers the operation; -1: none yet.</summary>
    public int Found { get; private set; } = -1;

    /// <summary>What is worth saying of it.</summary>
    public DecisionNotes Notes { get; private set; }

    /// <summary>The closest rule that declined; -1: none.</summary>
    public int Closest { get; private set; } = -1;

    /// <summary>Why it declined.</summary>
    public DecisionReason ClosestReason { get; private set; }

    /// <summary>Asks rules that name the node.</summary>
    /// <param name="candidates">Ascending.</param>
    /// <param name="operation">The operation.</param>
    public void Try(scoped ReadOnlySpan<int> candidates, scoped in NodeOperation operation)
    {
        foreach (int rule in candidates)
        {
            if (Found >= 0 && rule >= Found)
            {
                return;
            }

            if (standing[rule] == NodeStanding.OtherUser)
            {
                Decline(rule, DecisionReason.User);
            }

            if (standing[rule] != NodeStanding.Holds)
            {
                continue;
            }

            DecisionReason reason = Judge(rule, operation, out DecisionNotes notes);
            if (reason == DecisionReason.Allowed)
            {
                Found = rule;
                Notes = notes;
                return;
            }

            Decline(rule, reason);
        }
    }

    /// <summary>Asks for any rule of the operation's class; such an operation touches no node, and uses no rate.</summary>
    public void TryClass(IReadOnlyList<Rule> all, scoped in NodeOperation operation)
    {
        int mask = 1 << (int)operation.Class;
        for (int rule = 0; rule < standing.Length; rule++)
        {
            if (standing[rule] == NodeStanding.Holds && ((int)all[rule].Classes & mask) != 0)
            {
                Found = rule;
                Notes = Now.Utc >= terms[rule].Expires ? DecisionNotes.Expired : DecisionNotes.None;
                isCounted = true;
                return;
            }
        }
    }

    /// <summary>Counts one use of the rule that was found.</summary>
    public readonly void Count()
    {
        if (!isCounted && terms[Found] is { Rate: { } rate } term)
        {
            memory.Count(term.RateNumber, rate, rules.Client.Client.Address, Now.Ticks);
        }
    }

    private static int Order(DecisionReason reason) => reason switch
    {
        DecisionReason.User => 1,
        DecisionReason.Attribute => 2,
        DecisionReason.Value => 3,
        DecisionReason.EURangeUnknown => 4,
        DecisionReason.Step => 5,
        DecisionReason.Rate => 6,
        _ => 0,
    };

    private readonly DecisionReason Judge(int rule, in NodeOperation operation, out DecisionNotes notes)
    {
        NodeRuleTerms term = terms[rule];
        DecisionReason reason = term.Judge(operation, rules.Namespaces, memory, out notes);
        if (reason != DecisionReason.Allowed)
        {
            return reason;
        }

        if (term.Rate is { } rate && !memory.HasRoom(term.RateNumber, rate, rules.Client.Client.Address, Now.Ticks))
        {
            return DecisionReason.Rate;
        }

        if (Now.Utc >= term.Expires)
        {
            notes |= DecisionNotes.Expired;
        }

        return DecisionReason.Allowed;
    }

    private void Decline(int rule, DecisionReason reason)
    {
        int order = Order(reason) - Order(ClosestReason);
        if (order > 0 || (order == 0 && rule < Closest))
        {
            ClosestReason = reason;
            Closest = rule;
        }
    }
}
