using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Everything about one change: what it is, what it waits for, what can be done, what happened so far; then what speaks for it.</summary>
internal static class ChangeSheet
{
    private const int DifferenceLinesMax = 12;
    private const string OtEdgeItself = "OtEdge";

    /// <summary>Draws it.</summary>
    public static IRenderable Draw(ChangeView change, Drawing drawing)
    {
        var parts = new List<IRenderable> { Facts(change, drawing) };
        Add(parts, "WAITS FOR", change.WaitsFor.Select(line => Cell.Of($"  {line}", Cell.Notable)));
        Add(parts, "NEXT", change.Next.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(step => Cell.Of($"  {char.ToUpperInvariant(step[0])}{step[1..]}")));
        if (change.History.Count > 0)
        {
            Add(parts, "TIMELINE", [Timeline(change, drawing)]);
        }

        Add(parts, "GUARDS", change.Guards.Select(Guard));
        Add(parts, "QUESTIONS", change.Questions.Select(Question));
        Add(parts, "READINESS", change.Gates.SelectMany(gate => Gate(gate, change)));
        Add(parts, "WHAT CLIENTS LOSE AND GAIN", Difference(change));
        return new Rows(parts);
    }

    private static Grid Facts(ChangeView change, Drawing drawing) => Tables.Sheet(
        ("change", Cell.Of(change.Id)),
        ("conduit", Cell.Of(change.Conduit)),
        ("what", Cell.Of(change.Direction is { } direction and not "same" ? $"{change.Summary} ({direction})" : change.Summary)),
        ("state", ChangeTable.State(change, drawing.Now)),
        ("state since", Cell.Of(drawing.Moment(change.StateAt))),
        ("from", Cell.Of(Posture(change.From))),
        ("to", Cell.Of(Posture(change.To))),
        ("reason", Cell.Of(change.Reason)),
        ("proposed", Cell.Of($"{drawing.Moment(change.ProposedAt)} by {change.Author}")),
        ("governance", change.Governance.Length == 0 ? null : Cell.Of(change.Governance == "solo" ? "solo: its author may approve it" : change.Governance)),
        ("approved by", change.Approvals.Count == 0 ? null : Cell.Of([.. change.Approvals.Select(Approval)])),
        ("window", change.Window is { } window ? Cell.Of(window) : null),
        ("trial", Cell.Of(change.Trial)),
        ("deadline", change.Deadline is { } deadline ? Cell.Of(drawing.Moment(deadline)) : null),
        ("gates overridden", change.Overrides.Count > 0 ? Cell.Of(Overridden(change), Cell.Notable)
            : change.Override is { } reason ? Cell.Of(reason, Cell.Notable) : null),
        ("outcome", change.Outcome is { } outcome ? Cell.Of(outcome) : null));

    private static void Add(List<IRenderable> parts, string heading, IEnumerable<IRenderable> lines)
    {
        IRenderable[] shown = [.. lines];
        if (shown.Length > 0)
        {
            parts.AddRange([Notices.Space(), Cell.Of(heading, Cell.Quiet), .. shown]);
        }
    }

    private static IEnumerable<IRenderable> Difference(ChangeView change)
    {
        IEnumerable<IRenderable> lines = change.Difference.Take(DifferenceLinesMax).Select(line => Cell.Of($"  {line}"));
        int more = change.Difference.Count - DifferenceLinesMax;
        return more > 0 ? lines.Append(Cell.Of($"  and {more} more; --output json has them all", Cell.Quiet)) : lines;
    }

    private static IEnumerable<IRenderable> Gate(EvidenceGateView gate, ChangeView change)
    {
        bool isOverridden = change.Overrides.Any(one => one.Gate == gate.Gate);
        string word = gate.Passed ? "met" : isOverridden ? "overridden" : "not met";
        yield return Cell.Of($"  {gate.Gate}: {word}", gate.Passed ? Cell.Quiet : Cell.Notable);
        foreach (string why in gate.Passed ? [] : gate.Why)
        {
            yield return Cell.Of($"    {why}");
        }
    }

    private static Text Question(ChangeQuestionView question) => question.Answer is { } answer
        ? Cell.Of($"  {question.Asks} {answer}")
        : Cell.Of($"  {question.Asks} not answered yet (--{question.Question})", Cell.Notable);

    private static Text Guard(GuardView guard) =>
        Cell.Of($"  {guard.Guard}: {guard.State}; {guard.Why}", guard.State == "pass" ? Cell.Quiet : Cell.Notable);

    private static Table Timeline(ChangeView change, Drawing drawing)
    {
        var table = Tables.Make("  WHEN", "STATE", "BY", "WHAT");
        foreach (var mark in change.History)
        {
            table.AddRow(
                Cell.Of($"  {drawing.Moment(mark.At)}"),
                Cell.Of(mark.State.Replace('_', ' ')),
                Cell.Of(mark.By ?? OtEdgeItself),
                Cell.Of(mark.What));
        }

        return table;
    }

    private static string Approval(ApprovalView approval) => approval.For is { } function ? $"{approval.By} for {function}" : approval.By;

    private static string Overridden(ChangeView change) => string.Join("; ", change.Overrides
        .GroupBy(one => (one.By, one.Reason))
        .Select(group => $"{string.Join(", ", group.Select(one => one.Gate))} by {group.Key.By}: {group.Key.Reason}"));

    private static string Posture(PostureView posture)
    {
        string scope = ScopeWords.Of(posture.Scope, posture.ScopeClients);
        string policy = posture.PolicyDigest is { Length: > 12 } digest ? digest[..12] : posture.PolicyDigest ?? "none";
        return $"{posture.Mode}{(scope.Length > 0 ? $" ({scope})" : "")}, policy {policy}, "
            + $"on fault {posture.OnFault}, refuse with {posture.RefuseWith}";
    }
}
