using OtEdge.Core.Policy;

namespace OtEdge.Tests.Policy;

/// <summary>
/// `allow-span` by trying everything: which starts lead to the end is worked out from the end backwards, then the parts are
/// picked from the front: the first rule in file order that leads on, and its longest part.
/// </summary>
internal sealed class NaiveSpan(
    List<int> candidates, int first, int last, Dictionary<(int Rule, int Start), int> ends)
{
    public Decision Decide(
        Dictionary<(int Rule, int Start, int End), (DecisionReason Reason, DecisionNotes Notes)> judgements, out List<int> used)
    {
        used = [];
        for (int address = first; address <= last; address++)
        {
            if (candidates.All(rule => ends[(rule, address)] < address))
            {
                return new Decision(DecisionReason.Range);
            }
        }

        HashSet<int> leading = [last + 1];
        for (int start = last; start >= first; start--)
        {
            if (Parts(start).Any(part => Passes(part) && leading.Contains(part.End + 1)))
            {
                leading.Add(start);
            }
        }

        return leading.Contains(first) ? Allowed(used) : Refused();

        bool Passes((int Rule, int Start, int End) part) => judgements[part].Reason == DecisionReason.Allowed;

        Decision Allowed(List<int> used)
        {
            DecisionNotes notes = DecisionNotes.Spanned;
            for (int start = first; start <= last;)
            {
                (int Rule, int Start, int End) part = Parts(start).First(part => Passes(part) && leading.Contains(part.End + 1));
                used.Add(part.Rule);
                notes |= judgements[part].Notes;
                start = part.End + 1;
            }

            return new Decision(DecisionReason.Allowed, used[0], notes);
        }

        Decision Refused()
        {
            HashSet<int> reached = [first];
            for (int start = first; start <= last; start++)
            {
                if (reached.Contains(start))
                {
                    reached.UnionWith(Parts(start).Where(Passes).Select(part => part.End + 1));
                }
            }

            int furthest = reached.Max();
            var reasons = candidates
                .Where(rule => ends[(rule, furthest)] >= furthest)
                .Select(rule => (Rule: rule, judgements[(rule, furthest, ends[(rule, furthest)])].Reason))
                .ToList();
            DecisionReason[] byCloseness = [DecisionReason.Rate, DecisionReason.Step, DecisionReason.Value, DecisionReason.TornValue];
            DecisionReason closest = byCloseness.First(reason => reasons.Any(pair => pair.Reason == reason));
            return new Decision(closest, reasons.First(pair => pair.Reason == closest).Rule);
        }
    }

    private IEnumerable<(int Rule, int Start, int End)> Parts(int start)
    {
        foreach (int rule in candidates)
        {
            for (int end = ends[(rule, start)]; end >= start; end--)
            {
                yield return (rule, start, end);
            }
        }
    }
}
