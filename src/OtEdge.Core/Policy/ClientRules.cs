using OtEdge.Core.Policy.Compiled;

namespace OtEdge.Core.Policy;

/// <summary>A rule set as it holds for one client: one table look-up per operation, without allocating.</summary>
/// <remarks>
/// An operation is judged in this order, and the first that applies is the reason:
/// <list type="number">
/// <item>Pins: any that matches client, unit and function and overlaps the addresses refuses.</item>
/// <item>Bytes that are no valid operation, or addresses that do not exist, are covered by no rule.</item>
/// <item>The first rule in file order that covers the whole operation allows it: client, unit, function or class, every touched
/// address in one of its ranges (those of one space that touch are one), every touched value whole and within limits, rate not
/// used up. A rule without ranges covers every address; a function without addresses ignores ranges.</item>
/// <item>With `allow-span`, several rules may cover it together; see <see cref="SpanSearch"/>.</item>
/// <item>Otherwise nothing allows it. The reason is how far the closest rule came: client, function, unit, range, torn value,
/// value, step, rate.</item>
/// </list>
/// Only the rule that allows is charged with its rate.
/// </remarks>
public sealed class ClientRules
{
    private readonly RuleSet rules;
    private readonly ReachTable? pinned;
    private readonly ReachTable allowed;

    internal ClientRules(RuleSet rules, ReachTable pinned, ReachTable allowed)
    {
        this.rules = rules;
        this.pinned = pinned.IsEmpty ? null : pinned;
        this.allowed = allowed;
    }

    /// <summary>Judges one operation.</summary>
    /// <param name="operation">The whole operation.</param>
    /// <param name="memory">What the conduit remembers; rate windows are counted in it.</param>
    /// <param name="client">The client, for its rate windows.</param>
    /// <param name="now">The moment of judging.</param>
    public Decision Decide(in Operation operation, JudgingMemory memory, ClientIdentity client, in JudgingTime now)
    {
        if (pinned?.CellOf(operation) is { } pins)
        {
            var any = new AnyJudge();
            int pin = pins.FindOverlapping(operation.Range, ref any, operation);
            if (pin != int.MaxValue)
            {
                return new Decision(DecisionReason.Pinned, pin);
            }
        }

        if (operation.Class == OperationClass.Malformed || !operation.HasPossibleAddresses())
        {
            return new Decision(DecisionReason.Malformed);
        }

        return allowed.CellOf(operation) is { } cell
            ? DecideIn(cell, operation, memory, client, now)
            : new Decision(ReasonWithoutCell(operation, out int closest), closest);
    }

    private Decision DecideIn(
        ReachCell cell, in Operation operation, JudgingMemory memory, ClientIdentity client, in JudgingTime now)
    {
        memory.Follow(rules.Plan);
        var judge = new RuleJudge(rules.Terms, memory, client, now) { Start = operation.Address };
        int rule = cell.FindContaining(operation.Range, ref judge, operation);
        if (rule != int.MaxValue)
        {
            judge.Count(rule);
            return new Decision(DecisionReason.Allowed, rule, judge.Notes);
        }

        Decision alone = judge.ClosestReason == DecisionReason.Range
            ? new Decision(DecisionReason.Range, cell.Closest(operation.Space, operation.File))
            : new Decision(judge.ClosestReason, judge.Closest);
        if (!rules.AllowsSpan)
        {
            return alone;
        }

        Decision together = SpanSearch.Decide(cell, operation, ref judge);
        return together.IsAllowed || alone.Reason == DecisionReason.Range ? together : alone;
    }

    private DecisionReason ReasonWithoutCell(in Operation operation, out int closest)
    {
        closest = allowed.FirstOnAnyUnit(operation);
        return closest >= 0 ? DecisionReason.Unit
            : allowed.IsEmpty ? DecisionReason.Client
            : DecisionReason.Function;
    }
}
