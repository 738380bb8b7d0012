using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>One alert.</summary>
internal sealed class AlertShowCommand : ViewVerb<Alert>
{
    private readonly Argument<string> id = new("ID") { Description = "id of the alert, such as a-3c9a41d2be07" };

    /// <summary>Makes the command.</summary>
    public AlertShowCommand(GlobalOptions globals)
        : base(
            globals, "show", "Show everything about one alert: what happened, what was done, and what to do next.", null,
            "otedge alerts show a-3c9a41d2be07") =>
        Arguments.Add(id);

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.For(ApiRoutes.Alert, invocation.Required(id));

    /// <inheritdoc/>
    protected override IRenderable Draw(Alert view, Drawing drawing) => AlertSheet.Draw(view, drawing);
}
