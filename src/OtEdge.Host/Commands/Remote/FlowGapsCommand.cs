using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>When recording lost something.</summary>
internal sealed class FlowGapsCommand : ViewVerb<GapView[]>
{
    private readonly Option<string?> conduit = new("--conduit") { Description = "only those that hold for this conduit", HelpName = "CONDUIT" };
    private readonly Option<TimeSpan?> since = DurationOption.Make("--since", "only those that ended within this time, such as 1h or 7d");

    /// <summary>Makes the command.</summary>
    public FlowGapsCommand(GlobalOptions globals)
        : base(
            globals,
            "gaps",
            "List when recording lost something: the gateway was not running, or more passed than could be kept.",
            null,
            "otedge flows gaps --since 7d")
    {
        Options.Add(conduit);
        Options.Add(since);
    }

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => Query.On(
        ApiRoutes.Gaps,
        ("conduit", invocation.Value(conduit)),
        ("since", invocation.Value(since) is { } span ? DurationText.Of(span) : null));

    /// <inheritdoc/>
    protected override IRenderable Draw(GapView[] view, Drawing drawing) => GapTable.Draw(view, drawing);
}
