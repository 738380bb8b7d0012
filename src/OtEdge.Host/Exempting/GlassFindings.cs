using OtEdge.Core.Findings;
using OtEdge.Core.Staging.Exempting;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Exempting;

/// <summary>The alarms of break-glass.</summary>
internal static class GlassFindings
{
    /// <summary>It holds; each escalation is a finding of its own, so that it is an alarm of its own.</summary>
    public static Finding Holding(BreakGlass glass, DateTimeOffset now, bool overdue) => FindingWords.OfConduit(
        FindingKind.BreakGlass,
        glass.Conduit,
        $"{glass.Id}|{glass.Escalations}",
        overdue
            ? $"break-glass {glass.Id} by {glass.By} was for {Console.Api.DurationText.Of(glass.For)} and still holds, said {glass.Escalations} times now: "
                + $"{glass.Conduit} {GlassViews.Deed(glass)}. Lead it back: otedge break-glass return {glass.Conduit} --reason TEXT"
            : $"break-glass {glass.Id} by {glass.By} until {glass.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {glass.Conduit} {GlassViews.Deed(glass)}; reason: {glass.Reason}",
        now);
}
