using System.Globalization;
using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Everything about one conduit.</summary>
internal static class ConduitSheet
{
    /// <summary>Draws it.</summary>
    public static IRenderable Draw(ConduitView conduit, Drawing drawing)
    {
        string scope = ScopeWords.Of(conduit.Scope, conduit.ScopeClients);
        var sheet = Tables.Sheet(
            ("conduit", Cell.Of(conduit.Name)),
            ("path", Cell.Of($"{conduit.From} to {conduit.To}, {conduit.Protocol}")),
            ("listen", conduit.Listen is { } listen ? Cell.Of(listen) : Cell.Of("! not listening", Cell.Urgent)),
            ("device", Cell.Of(conduit.Device)),
            ("mode", Cell.Mode(conduit.Mode)),
            ("confirmed", conduit.ConfirmedMode == conduit.Mode ? null : Cell.Of(conduit.ConfirmedMode)),
            ("scope", scope.Length == 0 ? null : Cell.Of(scope)),
            ("since", Cell.Of(drawing.Moment(conduit.Since))),
            ("change", conduit.ChangeInFlight is null ? null : Cell.InFlight(conduit.ChangeInFlight, drawing.Now)),
            ("policy", Cell.Of(conduit.Policy is null ? "none: observe only" : $"{conduit.Policy} ({Digest(conduit.PolicyDigest)})")),
            ("on fault", Cell.Of(conduit.OnFault)),
            ("refuse with", Cell.Of(conduit.RefuseWith)),
            ("changes", Cell.Of($"{conduit.Epoch} confirmed")),
            ("connections", Cell.Of($"{Words.Count(conduit.ClientConnections, "client")}, {conduit.DeviceConnections} to the device")),
            ("devices call", CallSheet.Devices(conduit.ReverseConnect, drawing)),
            ("calls clients", CallSheet.Clients(conduit.ReverseConnect, drawing)),
            ("requests", Cell.Of(conduit.RequestsTotal)),
            ("would be refused", Cell.Abnormal(conduit.WouldBeRefusedTotal)),
            ("refused", Cell.Abnormal(conduit.RefusedTotal)),
            ("replies", Cell.Of($"{conduit.RepliesTotal:N0}, {conduit.ExceptionsTotal:N0} of them exceptions")),
            ("added latency", AddedLatency(conduit)),
            ("findings lost", conduit.FindingsShedTotal == 0 ? null : Cell.Abnormal(conduit.FindingsShedTotal)));
        IRenderable whole = conduit.OpcUaConnections is { Count: > 0 } open ? new Rows(sheet, new Text(""), UaConnectionTable.Draw(open, drawing)) : sheet;
        return Notices.Under(whole, ConduitTable.Notices([conduit]));
    }

    private static Text? AddedLatency(ConduitView conduit) => conduit.AddedLatencyP50Us is not { } half ? null : Cell.Of(
        string.Create(CultureInfo.InvariantCulture, $"p50 {half:0.#} us, p99 {conduit.AddedLatencyP99Us:0.#} us, p99.9 {conduit.AddedLatencyP999Us:0.#} us"));

    private static string Digest(string? digest) => digest is { Length: > 12 } ? digest[..12] : digest ?? "";
}
