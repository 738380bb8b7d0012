using OtEdge.Console.Api;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Everything about one change.</summary>
internal static class ChangeSheet
{
    /// <summary>Draws it.</summary>
    public static IRenderable Draw(ChangeView change, Drawing drawing) => Tables.Sheet(
        ("change", Cell.Of(change.Id)),
        ("conduit", Cell.Of(change.Conduit)),
        ("what", Cell.Of(change.Summary)),
        ("state", ChangeTable.State(change, drawing.Now)),
        ("state since", Cell.Of(drawing.Moment(change.StateAt))),
        ("from", Cell.Of(Posture(change.From))),
        ("to", Cell.Of(Posture(change.To))),
        ("reason", Cell.Of(change.Reason)),
        ("proposed", Cell.Of($"{drawing.Moment(change.ProposedAt)} by {change.Author}")),
        ("trial", Cell.Of(change.Trial)),
        ("deadline", change.Deadline is { } deadline ? Cell.Of(drawing.Moment(deadline)) : null),
        ("gates overridden", change.Override is { } reason ? Cell.Of(reason, Cell.Notable) : null),
        ("outcome", change.Outcome is { } outcome ? Cell.Of(outcome) : null));

    private static string Posture(PostureView posture)
    {
        string scope = ScopeWords.Of(posture.Scope, posture.ScopeClients);
        string policy = posture.PolicyDigest is { Length: > 12 } digest ? digest[..12] : posture.PolicyDigest ?? "none";
        return $"{posture.Mode}{(scope.Length > 0 ? $" ({scope})" : "")}, policy {policy}, "
            + $"on fault {posture.OnFault}, refuse with {posture.RefuseWith}";
    }
}
