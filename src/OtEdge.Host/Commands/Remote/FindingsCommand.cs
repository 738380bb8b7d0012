using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>What was found in the traffic.</summary>
internal sealed class FindingsCommand : ViewVerb<FindingView[]>
{
    private readonly Option<string?> conduit = new("--conduit") { Description = "only of this conduit", HelpName = "CONDUIT" };
    private readonly Option<string?> kind = WordOption.Make<FindingKind>("--kind", "only of this kind");
    private readonly Option<string?> verdict = WordOption.Make<VerdictWord>("--verdict", "only with this verdict");
    private readonly Option<TimeSpan?> since = DurationOption.Make("--since", "only seen within this time, such as 1h or 7d");
    private readonly Option<int?> limit = LimitOption.Make();

    /// <summary>Makes the command.</summary>
    /// <param name="globals">Options that every command takes.</param>
    /// <param name="name">findings, or list below it.</param>
    public FindingsCommand(GlobalOptions globals, string name)
        : base(
            globals,
            name,
            "List what was found: refusals, would-be refusals, malformed frames, faults. Equal ones are folded with a count.",
            new WatchOptions(),
            "otedge findings --verdict would_be_refused --since 1h",
            "otedge findings --conduit filling-modbus --watch")
    {
        Options.Add(conduit);
        Options.Add(kind);
        Options.Add(verdict);
        Options.Add(since);
        Options.Add(limit);
    }

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => Query.On(
        ApiRoutes.Findings,
        ("conduit", invocation.Value(conduit)),
        ("kind", invocation.Value(kind)),
        ("verdict", invocation.Value(verdict)),
        ("since", invocation.Value(since) is { } span ? $"{invocation.Surroundings.Time.GetUtcNow() - span:O}" : null),
        ("limit", invocation.Value(limit)?.ToString()));

    /// <inheritdoc/>
    protected override IRenderable Draw(FindingView[] view, Drawing drawing) => FindingTable.Draw(view, drawing);
}
