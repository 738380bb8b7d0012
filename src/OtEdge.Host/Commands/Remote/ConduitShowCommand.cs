using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>One conduit.</summary>
internal sealed class ConduitShowCommand : ViewVerb<ConduitView>
{
    private readonly Argument<string> conduit;

    /// <summary>Makes the command.</summary>
    public ConduitShowCommand(GlobalOptions globals)
        : base(
            globals,
            "show",
            "Show everything about one conduit.",
            new WatchOptions(),
            "otedge conduits show filling-modbus")
    {
        conduit = ConduitArgument.Make(globals);
        Arguments.Add(conduit);
    }

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.For(ApiRoutes.Conduit, invocation.Required(conduit));

    /// <inheritdoc/>
    protected override IRenderable Draw(ConduitView view, Drawing drawing) => ConduitSheet.Draw(view, drawing);
}
