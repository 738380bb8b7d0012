using System.Globalization;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Flows for spreadsheets (RFC 4180), with the names that JSON has.</summary>
internal static class FlowCsv
{
    private static readonly (string Name, Func<FlowView, object?> Value)[] Columns =
    [
        ("id", flow => flow.Id),
        ("conduit", flow => flow.Conduit),
        ("client", flow => flow.Client),
        ("client_asset", flow => flow.ClientAsset),
        ("undeclared", flow => flow.Undeclared ? "true" : "false"),
        ("class", flow => Words.Snake(flow.Class)),
        ("function", flow => flow.Function),
        ("unit", flow => flow.Unit),
        ("space", flow => flow.Space is { } space ? Words.Snake(space) : null),
        ("file", flow => flow.File),
        ("address", flow => flow.Address),
        ("count", flow => flow.Count),
        ("value_band", flow => flow.ValueBand),
        ("value_min", flow => flow.ValueMin),
        ("value_max", flow => flow.ValueMax),
        ("samples", flow => string.Join("; ", flow.Samples)),
        ("is_sweep", flow => flow.IsSweep ? "true" : "false"),
        ("times", flow => flow.Times),
        ("would_be_refused", flow => flow.WouldBeRefused),
        ("refused", flow => flow.Refused),
        ("first_seen", flow => flow.FirstSeen.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
        ("last_seen", flow => flow.LastSeen.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
        ("last_verdict", flow => Words.Snake(flow.LastVerdict)),
        ("last_reason", flow => Words.Snake(flow.LastReason)),
        ("last_rule", flow => flow.LastRule),
    ];

    /// <summary>Writes a heading and a line for each flow.</summary>
    public static void Write(IEnumerable<FlowView> flows, TextWriter output)
    {
        output.Write(string.Join(',', Columns.Select(column => column.Name)) + "\r\n");
        foreach (var flow in flows)
        {
            output.Write(string.Join(',', Columns.Select(column => Field(column.Value(flow)))) + "\r\n");
        }
    }

    private static string Field(object? value) => value switch
    {
        null => "",
        string text => Text(text),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // A spreadsheet would take such a text, which a client or a settings file may bring, for a formula.
    private static string Text(string text)
    {
        string safe = text is ['=' or '+' or '@' or '\t', ..] ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
