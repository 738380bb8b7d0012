using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Everything about one flow.</summary>
internal static class FlowSheet
{
    /// <summary>Draws it.</summary>
    public static IRenderable Draw(FlowView flow, Drawing drawing)
    {
        var sheet = Tables.Sheet(
            ("flow", Cell.Of(flow.Id)),
            ("what", Cell.Of(FlowTable.What(flow))),
            ("client", flow.Undeclared ? Cell.Of($"? {flow.Client}, declared by no asset", Cell.Notable) : Cell.Of($"{flow.ClientAsset} ({flow.Client})")),
            ("conduit", Cell.Of(flow.Conduit)),
            ("class", Cell.Of(Words.Of(flow.Class))),
            ("function", Cell.Of(flow.Function)),
            ("unit", flow.IsSweep || flow.OpcUa is not null ? null : Cell.Of(flow.Unit)),
            (flow.OpcUa is null ? "addresses" : "node", flow.Target is null ? null : Cell.Of(flow.Target)),
            ("user", flow.OpcUa?.User is { } user ? Cell.Of(user) : null),
            ("application", flow.OpcUa?.ApplicationUri is { } application ? Cell.Of(application) : null),
            ("value band", flow.ValueBand is null ? null : Cell.Of(flow.ValueBand)),
            ("values", flow.ValueMin is null ? null : Cell.Of(FlowTable.Value(flow))),
            ("samples", flow.Samples.Count == 0 ? null : Cell.Of(string.Join("; ", flow.Samples))),
            ("times", Cell.Of(flow.Times)),
            ("would be refused", Cell.Abnormal(flow.WouldBeRefused)),
            ("refused", Cell.Abnormal(flow.Refused)),
            ("first seen", Cell.Of(drawing.Moment(flow.FirstSeen))),
            ("last seen", Cell.Of(drawing.Moment(flow.LastSeen))),
            ("last verdict", Cell.Verdict(flow.LastVerdict)),
            ("because", Cell.Of(Because(flow))),
            ("regimes", Regimes(flow, drawing)));
        return flow.HoursOfWeek is { } hours ? new Rows(sheet, Notices.Space(), HourPicture.Draw(hours)) : sheet;
    }

    private static string Because(FlowView flow) => flow.LastReason switch
    {
        DecisionReason.NotJudged => "not judged: there was no policy",
        DecisionReason.Allowed => $"rule {flow.LastRule} allows it",
        _ when flow.LastRule is { } rule => $"{Words.Of(flow.LastReason)}; the closest rule was {rule}",
        _ => Words.Of(flow.LastReason),
    };

    private static Text? Regimes(FlowView flow, Drawing drawing) => flow.Regimes is { Count: > 0 } regimes
        ? Cell.Of(string.Join(
            '\n',
            regimes.Select(regime =>
                $"{regime.Regime}: in {Words.Count(regime.Episodes, "episode")}, {regime.Times:N0} times, last from {drawing.Moment(regime.LastFrom)}")))
        : null;
}
