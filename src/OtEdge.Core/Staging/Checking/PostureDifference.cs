using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging.Checking;

/// <summary>What clients really lose and gain by going from one posture to another: mode, scope, rules, pins and form of refusals together.</summary>
internal sealed class PostureDifference
{
    private const int LinesMax = 100;

    private readonly List<string> lines = [];
    private bool loses;
    private bool gains;

    private PostureDifference()
    {
    }

    /// <summary>Which way it goes.</summary>
    public DifferenceKind Kind => (loses, gains) switch
    {
        (false, false) => DifferenceKind.Same,
        (true, false) => DifferenceKind.Tightening,
        (false, true) => DifferenceKind.Loosening,
        _ => DifferenceKind.Mixed,
    };

    /// <summary>What is lost and gained, in lines for people; long lists are cut and say so.</summary>
    public IReadOnlyList<string> Lines => lines.Count <= LinesMax ? lines : [.. lines.Take(LinesMax), $"and {lines.Count - LinesMax} more"];

    /// <summary>How to split a mixed difference; empty for others.</summary>
    public IReadOnlyList<string> Split => Kind != DifferenceKind.Mixed
        ? []
        :
        [
            "first propose what loosens: keep every rule, pin and scope that is there and add only what is gained; it is confirmed at once",
            "then propose this posture: what is left of it only tightens",
        ];

    /// <summary>Compares two postures of one conduit.</summary>
    public static PostureDifference Between(RuledPosture from, RuledPosture to)
    {
        var difference = new PostureDifference();
        bool before = from.Posture.Mode == ConduitMode.Enforce;
        bool after = to.Posture.Mode == ConduitMode.Enforce;
        difference.CompareModes(before, after);
        if (before && after)
        {
            difference.CompareScopes(from.Posture.Scope, to.Posture.Scope);
        }

        difference.CompareRules(from, to, before, after);
        difference.CompareForms(from, to, before, after);
        return difference;
    }

    private void CompareModes(bool before, bool after)
    {
        if (!before && after)
        {
            Lose("clients in the scope lose: frames that cannot be decoded, and what no rule allows");
        }
        else if (before && !after)
        {
            Gain("clients in the scope gain: whatever is not pinned");
        }
    }

    private void CompareScopes(EnforcementScope from, EnforcementScope to)
    {
        if (!ScopeRelation.Covers(from, to))
        {
            Lose("the scope holds for more: what no rule allows is refused there, too");
        }

        if (!ScopeRelation.Covers(to, from))
        {
            Gain("the scope holds for less: what no rule allows is forwarded there again");
        }
    }

    private void CompareRules(RuledPosture from, RuledPosture to, bool before, bool after)
    {
        ConduitProtocol protocol = (to.Policy ?? from.Policy)?.Protocol ?? ConduitProtocol.ModbusTcp;
        if (protocol != ConduitProtocol.ModbusTcp)
        {
            CompareRuleByRule(from, to, before && after);
            return;
        }

        // Between enforcing and not, the direction of rules is clear; the lists only say what it means.
        PolicyDocument old = EffectiveRules.Of(from);
        PolicyDocument next = EffectiveRules.Of(to);
        if (before && after && from.Posture.PolicyDigest != to.Posture.PolicyDigest)
        {
            EnforcementScope scope = to.Posture.Scope;
            bool same = ScopeRelation.Covers(from.Posture.Scope, scope) && ScopeRelation.Covers(scope, from.Posture.Scope);
            old = same ? EffectiveRules.Within(old, scope) : old;
            next = same ? EffectiveRules.Within(next, scope) : next;
        }

        PolicyDifference rules = before && after && from.Posture.PolicyDigest == to.Posture.PolicyDigest
            ? PolicyDifference.None
            : PolicyDifference.Between(old, next);
        if (rules.IsTooDifferent)
        {
            TakeTooDifferent(from, to, before, after, rules);
            return;
        }

        foreach (DifferenceEntry entry in rules.Losses.Where(entry => Concerns(entry, to.Posture)))
        {
            Lose(entry.Text("loses"));
        }

        foreach (DifferenceEntry entry in rules.Gains.Where(entry => Concerns(entry, from.Posture)))
        {
            Gain(entry.Text("gains"));
        }
    }

    private void TakeTooDifferent(RuledPosture from, RuledPosture to, bool before, bool after, PolicyDifference rules)
    {
        if (before && after)
        {
            Lose(rules.Lines.First());
            gains = true;
            return;
        }

        CompareRuleByRule(from, to, bothEnforce: false);
    }

    private void CompareRuleByRule(RuledPosture from, RuledPosture to, bool bothEnforce)
    {
        PolicyDocument old = from.Policy ?? Nothing(to);
        PolicyDocument next = to.Policy ?? Nothing(from);

        // Outside enforcing only pins refuse, and in bypass not even they.
        old = from.Posture.Mode == ConduitMode.Bypass ? old with { Pinned = [] } : old;
        next = to.Posture.Mode == ConduitMode.Bypass ? next with { Pinned = [] } : next;
        if (bothEnforce && PolicyDifference.Between(old, next) is { IsTooDifferent: false } exact)
        {
            foreach (DifferenceEntry entry in exact.Losses.Where(entry => Concerns(entry, to.Posture)))
            {
                Lose(entry.Text("loses"));
            }

            foreach (DifferenceEntry entry in exact.Gains.Where(entry => Concerns(entry, from.Posture)))
            {
                Gain(entry.Text("gains"));
            }

            // What is left to compare is how requests with forbidden items are answered.
            old = old with { Rules = [], Pinned = [], Strict = false, AllowSpan = false };
            next = next with { Rules = [], Pinned = [], Strict = false, AllowSpan = false };
        }

        (DifferenceKind kind, IReadOnlyList<string> found) = bothEnforce
            ? RuleByRule.Between(old, next)
            : RuleByRule.Between(old with { Rules = [], Strict = false, AllowSpan = false, Batch = next.Batch }, next with { Rules = [], Strict = false, AllowSpan = false });
        lines.AddRange(found);
        loses |= kind is DifferenceKind.Tightening or DifferenceKind.Mixed;
        gains |= kind is DifferenceKind.Loosening or DifferenceKind.Mixed;
    }

    private void CompareForms(RuledPosture from, RuledPosture to, bool before, bool after)
    {
        PostureRecord old = from.Posture;
        PostureRecord next = to.Posture;
        bool refuses = after || to.Policy is { Pinned.Count: > 0 };
        if (old.RefuseWith != next.RefuseWith && refuses)
        {
            string words = $"refuse-with {old.RefuseWith.ToString().ToLowerInvariant()} to {next.RefuseWith.ToString().ToLowerInvariant()}";
            if (next.RefuseWith == RefusalForm.Reply)
            {
                Gain($"{words}: refused clients get an answer again");
            }
            else
            {
                Lose($"{words}: refused clients get no answer of the protocol");
            }
        }

        if (before && after && old.OnFault != next.OnFault)
        {
            if (next.OnFault == FaultStance.Refuse)
            {
                Lose("on-fault refuse: what OtEdge itself cannot judge is refused");
            }
            else
            {
                Gain("on-fault forward: what OtEdge itself cannot judge is forwarded");
            }
        }
    }

    private static bool Concerns(DifferenceEntry entry, PostureRecord posture) =>
        entry.IsPinned || posture.Mode != ConduitMode.Enforce || posture.Scope.Covers(entry.Class);

    private static PolicyDocument Nothing(RuledPosture other) =>
        new() { Name = "none", Protocol = other.Policy?.Protocol ?? ConduitProtocol.ModbusTcp };

    private void Lose(string line)
    {
        loses = true;
        lines.Add(line);
    }

    private void Gain(string line)
    {
        gains = true;
        lines.Add(line);
    }
}
