using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Changes of modes, scopes and rules.</summary>
internal sealed class ChangesCommand : ViewVerb<ChangeView[]>
{
    private readonly Option<string?> conduit = new("--conduit") { Description = "only of this conduit", HelpName = "CONDUIT" };
    private readonly Option<int?> limit = LimitOption.Make();

    /// <summary>Makes the command.</summary>
    /// <param name="globals">Options that every command takes.</param>
    /// <param name="name">changes, or list below it.</param>
    public ChangesCommand(GlobalOptions globals, string name)
        : base(
            globals,
            name,
            "List changes, newest first.",
            new WatchOptions(),
            "otedge changes",
            "otedge changes --conduit filling-modbus --watch")
    {
        Options.Add(conduit);
        Options.Add(limit);
    }

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => Query.On(
        ApiRoutes.Changes, ("conduit", invocation.Value(conduit)), ("limit", invocation.Value(limit)?.ToString()));

    /// <inheritdoc/>
    protected override IRenderable Draw(ChangeView[] view, Drawing drawing) => ChangeTable.Draw(view, drawing);
}
