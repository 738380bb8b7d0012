using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>One flow.</summary>
internal sealed class FlowShowCommand : ViewVerb<FlowView>
{
    private readonly Argument<string> id = new("ID") { Description = "id of the flow, such as w-3c9a41d2b07e, or how it begins" };

    /// <summary>Makes the command.</summary>
    public FlowShowCommand(GlobalOptions globals)
        : base(
            globals,
            "show",
            "Show everything about one flow: values, regimes, hours of the week, last verdict and rule.",
            null,
            "otedge flows show w-3c9a41d2b07e") =>
        Arguments.Add(id);

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.For(ApiRoutes.Flow, invocation.Required(id));

    /// <inheritdoc/>
    protected override IRenderable Draw(FlowView view, Drawing drawing) => FlowSheet.Draw(view, drawing);
}
