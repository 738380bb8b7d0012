using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Flows, a line each.</summary>
internal static class FlowTable
{
    /// <summary>Draws it.</summary>
    public static IRenderable Draw(IReadOnlyList<FlowView> flows, Drawing drawing)
    {
        var table = Tables.Make("FLOW", "CLIENT", "CONDUIT", "WHAT", "VALUE", "TIMES#", "LAST SEEN", "VERDICT", "RULE");
        foreach (var flow in flows)
        {
            table.AddRow(
                Cell.Of(flow.Id),
                Client(flow.Client, flow.ClientAsset),
                Cell.Of(flow.Conduit),
                Cell.Of(What(flow)),
                Cell.Of(Value(flow)),
                Cell.Of(flow.Times),
                Cell.Of(drawing.Moment(flow.LastSeen)),
                Cell.Verdict(flow.LastVerdict),
                Cell.Of(flow.LastRule));
        }

        return Notices.Under(Tables.OrSentence(table, "No flows."), Undeclared(flows));
    }

    /// <summary>A client by its asset; one that none declares stands out.</summary>
    public static Text Client(string client, string? asset) =>
        asset is null ? Cell.Of($"? {client}", Cell.Notable) : Cell.Of($"{asset} ({client})");

    /// <summary>What a flow does, in words.</summary>
    public static string What(FlowView flow) =>
        flow.OpcUa is not null ? NodeWhat(flow)
        : flow.IsSweep ? $"{Words.Of(flow.Class)} with function {flow.Function}: a sweep over many ranges"
        : flow.Target is null ? $"{Words.Of(flow.Class)} unit {flow.Unit}, function {flow.Function}"
        : $"{Words.Of(flow.Class)} unit {flow.Unit} {flow.Target}, function {flow.Function}";

    private static string NodeWhat(FlowView flow) =>
        flow.IsSweep ? $"{flow.Function}: a sweep over many nodes"
        : $"{flow.Function}{(flow.Target is null ? "" : $" {flow.Target}")}{(flow.OpcUa!.User is null or "anonymous" ? "" : $" as {flow.OpcUa.User}")}";

    /// <summary>The values that a flow writes, in short; empty for reads.</summary>
    public static string Value(FlowView flow) =>
        flow.ValueMin is { } min && flow.ValueMax is { } max && flow.ValueBand is not ("on" or "off")
            ? FormattableString.Invariant(min == max ? $"{min}" : (FormattableString)$"{min} to {max}")
            : flow.ValueBand ?? (flow.Samples.Count > 0 ? flow.Samples[^1] : "");

    private static IEnumerable<IRenderable> Undeclared(IReadOnlyList<FlowView> flows)
    {
        int clients = flows.Where(flow => flow.Undeclared).Select(flow => flow.Client).Distinct().Count();
        if (clients > 0)
        {
            yield return Notices.Note($"? {Words.Count(clients, "client is", "clients are")} declared by no asset of the settings");
        }
    }
}
