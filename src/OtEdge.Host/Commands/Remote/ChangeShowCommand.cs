using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>One change.</summary>
internal sealed class ChangeShowCommand : ViewVerb<ChangeView>
{
    private readonly Argument<string> id = new("ID") { Description = "id of the change, such as c-0007; last: the newest" };

    /// <summary>Makes the command.</summary>
    public ChangeShowCommand(GlobalOptions globals)
        : base(
            globals,
            "show",
            "Show everything about one change.",
            new WatchOptions(),
            "otedge changes show c-0007",
            "otedge changes show last") => Arguments.Add(id);

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.For(ApiRoutes.Change, invocation.Required(id));

    /// <inheritdoc/>
    protected override IRenderable Draw(ChangeView view, Drawing drawing) => ChangeSheet.Draw(view, drawing);
}
