using OtEdge.Console.Api;
using OtEdge.Core.Staging.Exempting;
using OtEdge.Host.Changes;

namespace OtEdge.Host.Exempting;

/// <summary>Shows break-glass as the API does.</summary>
internal static class GlassViews
{
    /// <summary>The view of one.</summary>
    public static BreakGlassView Of(BreakGlass glass) => new()
    {
        Id = glass.Id,
        Conduit = glass.Conduit,
        Form = Words.Of(glass.Form),
        State = !glass.Holds ? "ended" : glass.Return is not null ? "returning" : glass.Escalations > 0 ? "overdue" : "holds",
        By = glass.By,
        At = glass.At,
        Until = glass.Until,
        Reason = glass.Reason,
        BeforeMode = Words.Of(glass.Before.Mode),
        Finding = glass.Finding,
        Escalations = glass.Escalations,
        Return = glass.Return,
        EndedAt = glass.EndedAt,
        ReviewedBy = glass.ReviewedBy,
        Review = glass.Review,
        Message = Message(glass),
    };

    /// <summary>What it does, in words, such as "down to monitor".</summary>
    public static string Deed(BreakGlass glass) => glass.Form switch
    {
        BreakGlassForm.Flow => $"forwards the flow of {glass.Finding}",
        BreakGlassForm.Unread => "is in bypass: nothing is judged, pins neither",
        _ => $"is in {Words.Of(glass.During.Mode)}: only pins refuse",
    };

    private static string Message(BreakGlass glass) => glass switch
    {
        { Holds: false, ReviewedBy: null } => $"{glass.Id} has ended and waits for its review: otedge break-glass review {glass.Id} --text TEXT",
        { Holds: false } => $"{glass.Id} has ended and was reviewed by {glass.ReviewedBy}",
        { Return: { } change } => $"{glass.Id}: {change} leads back; it starts when the plant allows: otedge changes show {change}",
        _ => $"{glass.Id}: {glass.Conduit} {Deed(glass)}. Nothing tightens by itself; lead it back with: "
            + $"otedge break-glass return {glass.Conduit} --reason TEXT",
    };
}
