using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>One finding.</summary>
internal sealed class FindingShowCommand : ViewVerb<FindingView>
{
    private readonly Argument<string> id = new("ID") { Description = "id of the finding, such as f-3c9a41d2" };

    /// <summary>Makes the command.</summary>
    public FindingShowCommand(GlobalOptions globals)
        : base(globals, "show", "Show everything about one finding.", null, "otedge findings show f-3c9a41d2") =>
        Arguments.Add(id);

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.For(ApiRoutes.Finding, invocation.Required(id));

    /// <inheritdoc/>
    protected override IRenderable Draw(FindingView view, Drawing drawing) => FindingSheet.Draw(view, drawing);
}
