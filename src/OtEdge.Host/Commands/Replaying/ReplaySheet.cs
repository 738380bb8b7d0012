using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Replaying;

/// <summary>What a policy would have done: totals, what would be refused and why, rules and how often they were used.</summary>
internal static class ReplaySheet
{
    /// <summary>Most flows that are drawn; JSON has all of them.</summary>
    private const int FlowsDrawnMax = 50;

    /// <summary>Draws it.</summary>
    public static IRenderable Draw(ReplayView view, Drawing drawing)
    {
        var parts = new List<IRenderable> { Summary(view, drawing), Notices.Space() };
        if (view.Flows.Count > 0)
        {
            parts.AddRange([Flows("WOULD BE REFUSED#", view.Flows, drawing), Notices.Space()]);
        }

        if (view.Difference is { NewlyAllowedFlows.Count: > 0 } difference)
        {
            parts.AddRange([Flows("NEWLY ALLOWED#", difference.NewlyAllowedFlows, drawing), Notices.Space()]);
        }

        if (view.Regimes.Count > 0)
        {
            parts.AddRange([Regimes(view), Notices.Space()]);
        }

        parts.Add(Rules(view));
        return Notices.Under(new Rows(parts), Remarks(view));
    }

    private static Grid Summary(ReplayView view, Drawing drawing) => Tables.Sheet(
        ("conduit", Cell.Of(view.Conduit)),
        ("policy", Cell.Of($"{view.Policy} ({view.PolicyFile})")),
        ("traffic", Cell.Of(Source(view))),
        ("from", view.From is { } from ? Cell.Of(drawing.Moment(from)) : null),
        ("to", view.To is { } to ? Cell.Of(drawing.Moment(to)) : null),
        ("requests", Cell.Of(view.Requests)),
        ("responses", view.Responses is { } responses ? Cell.Of(responses) : null),
        ("would be refused", Cell.Abnormal(view.WouldBeRefused)),
        ("compared with", view.Difference is { } difference ? Cell.Of(Compared(difference)) : null));

    private static string Source(ReplayView view) => view.Capture is { } capture
        ? $"{capture.File}, {Words.Count(capture.Connections, "connection")} to port {capture.Port}"
        : "recorded history";

    private static string Compared(ReplayDifferenceView difference) =>
        $"{difference.Policy}: {Words.Count(difference.NewlyRefused, "request")} newly refused, "
        + $"{difference.NewlyAllowed:N0} newly allowed";

    private static Rows Flows(string heading, IReadOnlyList<ReplayFlowView> flows, Drawing drawing)
    {
        bool isOpcUa = flows.Any(flow => flow.OpcUa is not null);
        var table = isOpcUa
            ? Tables.Make(heading, "CLIENT", "USER", "SERVICE", "NODE", "VALUES", "WHY", "FIRST SEEN", "LAST SEEN")
            : Tables.Make(heading, "CLIENT", "UNIT#", "FUNCTION", "ADDRESSES", "VALUES", "WHY", "FIRST SEEN", "LAST SEEN");
        foreach (var flow in flows.Take(FlowsDrawnMax))
        {
            table.AddRow(
                Cell.Of(flow.Times),
                Cell.Of(flow.ClientAsset is { } asset ? $"{asset} ({flow.Client})" : flow.Client),
                isOpcUa ? Cell.Of(flow.OpcUa?.User) : Cell.Of(flow.Unit),
                Cell.Of(flow.FunctionName is { } name ? $"{flow.Function} {name}" : flow.Function),
                Cell.Of(flow.OpcUa?.Method is { } method ? $"{method} on {flow.Addresses}" : flow.Addresses),
                Cell.Of(flow.Values.Count > 0 ? string.Join("; ", flow.Values) : null),
                Cell.Of(Why(flow)),
                Cell.Of(Short(flow.FirstSeen, drawing)),
                Cell.Of(Short(flow.LastSeen, drawing)));
        }

        int more = flows.Count - FlowsDrawnMax;
        return more > 0
            ? new Rows(table, Notices.Note($"and {Words.Count(more, "flow")} more; --output json has all of them"))
            : new Rows(table);
    }

    // The offset stands above the table already.
    private static string Short(DateTimeOffset moment, Drawing drawing) => drawing.Moment(moment)[..^" +00:00".Length];

    private static string Why(ReplayFlowView flow) => flow.RuleAt is { } at
        ? $"{Words.Of(flow.Reason)}: {flow.Rule} ({at})"
        : Words.Of(flow.Reason);

    private static Table Regimes(ReplayView view)
    {
        var table = Tables.Make("REGIME", "REQUESTS#", "WOULD BE REFUSED#");
        foreach (var regime in view.Regimes)
        {
            table.AddRow(Cell.Of(regime.Regime), Cell.Of(regime.Requests), Cell.Abnormal(regime.WouldBeRefused));
        }

        return table;
    }

    private static IRenderable Rules(ReplayView view)
    {
        var table = Tables.Make("RULE", "LINE#", "HITS#", "REMARK");
        foreach (var rule in view.Rules)
        {
            table.AddRow(Cell.Of(rule.Id), Cell.Of(rule.Line), Cell.Of(rule.Hits), Remark(rule));
        }

        foreach (var pin in view.Pins)
        {
            table.AddRow(Cell.Of(pin.Id), Cell.Of(pin.Line), Cell.Abnormal(pin.Hits), Cell.Of("pinned refusal", Cell.Quiet));
        }

        return Tables.OrSentence(table, "The policy has no rules.");
    }

    private static Text Remark(ReplayRuleView rule) =>
        rule.ShadowedBy is { } by ? Cell.Of($"never matters: {by} covers all of it", Cell.Notable)
        : rule.Hits == 0 ? Cell.Of("unused", Cell.Notable)
        : rule.Notes.Count > 0 ? Cell.Of(string.Join("; ", rule.Notes), Cell.Notable)
        : Cell.Of("", Cell.Quiet);

    private static IEnumerable<IRenderable> Remarks(ReplayView view)
    {
        if (view.OperationsNotListed > 0)
        {
            yield return Notices.Note($"{view.OperationsNotListed:N0} more operations would be refused; their flows are not listed");
        }

        foreach (string note in view.Notes)
        {
            yield return Notices.Note(note);
        }
    }
}
