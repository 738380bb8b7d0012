using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic.Coverage;

/// <summary>Whether judging the record again by the live rules gives what was decided live.</summary>
/// <param name="Checked">Decisions that were compared.</param>
/// <param name="Different">Of these, how many came out otherwise.</param>
/// <param name="Unknowable">Decisions that rest on what is not recorded: values that reads brought, and cut data.</param>
/// <param name="OtherRules">Decisions that other rules made; they are not compared.</param>
/// <param name="First">The first difference in words; null when there is none.</param>
public sealed record ParityCheck(long Checked, long Different, long Unknowable, long OtherRules, string? First)
{
    /// <summary>True when something was compared and all of it came out the same.</summary>
    public bool Holds => Checked > 0 && Different == 0;

    /// <summary>Judges the record again and compares.</summary>
    /// <param name="live">The live rules.</param>
    /// <param name="record">The record.</param>
    /// <param name="liveSince">Since when these rules are live; reads last seen before were decided by others.</param>
    public static ParityCheck Of(RuleSet live, TrafficRecord record, DateTimeOffset liveSince)
    {
        var count = new Comparison();
        var judge = new RecordJudge(live);
        foreach (Flow flow in record.Flows.Values.Where(flow => flow.Class == OperationClass.Read && !flow.IsSweep))
        {
            if (flow.LastSeen < liveSince || flow.LastReason == DecisionReason.NotJudged)
            {
                count.OtherRules++;
            }
            else
            {
                count.Compare(flow, flow.LastSeen, flow.LastReason, judge.Judge(flow, flow.LastSeen, 1).Reason);
            }
        }

        foreach (RecordedOperation operation in record.Operations)
        {
            if (!record.Flows.TryGetValue(operation.Flow, out Flow? flow))
            {
                continue;
            }

            // Judged in any case: rate windows and known values grow with every operation, whoever decided it.
            DecisionReason again = judge.Judge(flow, operation, out _).Reason;
            if (operation.PolicyDigest != live.Policy?.Digest || operation.Reason == DecisionReason.NotJudged)
            {
                count.OtherRules += operation.Times;
            }
            else if (RecordJudge.IsCut(flow, operation))
            {
                count.Unknowable += operation.Times;
            }
            else
            {
                count.Compare(flow, operation.Utc, operation.Reason, again, operation.Times);
            }
        }

        return new ParityCheck(count.Checked, count.Different, count.Unknowable, count.OtherRules, count.First);
    }

    private sealed class Comparison
    {
        public long Checked { get; private set; }

        public long Different { get; private set; }

        public long Unknowable { get; set; }

        public long OtherRules { get; set; }

        public string? First { get; private set; }

        public void Compare(Flow flow, DateTimeOffset utc, DecisionReason then, DecisionReason again, long times = 1)
        {
            // A max-step measures from the value last known, and what reads returned is not recorded.
            if (then != again && (then == DecisionReason.Step || again == DecisionReason.Step))
            {
                Unknowable += times;
                return;
            }

            Checked += times;
            if (then != again)
            {
                Different += times;
                First ??= $"{flow.Id} at {utc:yyyy-MM-dd HH:mm:ss}Z: {Word(then)} then, {Word(again)} now";
            }
        }

        private static string Word(DecisionReason reason) =>
            reason == DecisionReason.Allowed ? "allowed" : $"refused for its {reason.ToString().ToLowerInvariant()}";
    }
}
