namespace OtEdge.Core.Policy.Compiled;

/// <summary>
/// Whether several rules cover an operation together (`allow-span`): its addresses are cut into parts, end to end, each of which
/// one rule accepts as if it were the whole. At every start the first rule in file order is taken that leads on to the end, and
/// of its parts the longest. A start that leads nowhere is remembered, so every start is given up at most once.
/// </summary>
internal static class SpanSearch
{
    // The most addresses that one request can touch (Modbus application protocol V1.1b3 cl. 6.1: 2000 coils).
    private const int CountMax = 2000;

    /// <summary>Searches after no single rule covered the operation.</summary>
    /// <param name="cell">The rules for the client, unit and function.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="judge">Has judged the operation as a whole.</param>
    /// <returns>
    /// Allowed by the rule of the first part; or Range when some address is in no rule's range; or what the rules say at the
    /// furthest start that can be reached.
    /// </returns>
    public static Decision Decide(ReachCell cell, in Operation operation, ref RuleJudge judge)
    {
        if (operation.Space == RegisterSpace.None || operation.Count > CountMax || !IsReachedThroughout(cell, operation))
        {
            return new Decision(DecisionReason.Range, cell.Closest(operation.Space, operation.File));
        }

        Span<bool> dead = stackalloc bool[operation.Count + 1];
        Span<Part> parts = stackalloc Part[operation.Count];
        dead.Clear();
        int length = 0, start = operation.Address, furthest = start;
        while (start <= operation.Range.Last)
        {
            judge.Start = start;
            furthest = Math.Max(furthest, start);
            var pick = new PartJudge(judge, dead);
            int rule = cell.FindContaining(new AddressRange(start, start), ref pick, operation);
            if (rule != int.MaxValue)
            {
                parts[length++] = new Part(start, rule, pick.Notes);
                start = pick.End + 1;
                continue;
            }

            dead[start - operation.Address] = true;
            if (length == 0)
            {
                return ReasonAt(furthest, cell, operation, ref judge);
            }

            start = parts[--length].Start;
        }

        return Allowed(parts[..length], judge);
    }

    private static Decision Allowed(ReadOnlySpan<Part> parts, in RuleJudge judge)
    {
        DecisionNotes notes = DecisionNotes.Spanned;
        for (int i = 0; i < parts.Length; i++)
        {
            notes |= parts[i].Notes;
            int rule = parts[i].Rule;
            bool isCounted = false;
            foreach (Part earlier in parts[..i])
            {
                isCounted |= earlier.Rule == rule;
            }

            if (!isCounted)
            {
                judge.Count(rule);
            }
        }

        return new Decision(DecisionReason.Allowed, parts[0].Rule, notes);
    }

    private static Decision ReasonAt(int start, ReachCell cell, in Operation operation, ref RuleJudge judge)
    {
        judge.Start = start;
        judge.Forget();
        cell.FindContaining(new AddressRange(start, start), ref judge, operation);
        return new Decision(judge.ClosestReason, judge.Closest);
    }

    private static bool IsReachedThroughout(ReachCell cell, in Operation operation)
    {
        int address = operation.Address;
        while (address <= operation.Range.Last)
        {
            int end = cell.FurthestEnd(operation.Space, operation.File, address);
            if (end < address)
            {
                return false;
            }

            address = end + 1;
        }

        return true;
    }

    private readonly record struct Part(int Start, int Rule, DecisionNotes Notes);
}
