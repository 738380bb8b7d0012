using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Who did what.</summary>
internal sealed class AuditCommand : ViewVerb<AuditView[]>
{
    private readonly Option<string?> conduit = new("--conduit") { Description = "only of this conduit", HelpName = "CONDUIT" };
    private readonly Option<string?> kind = WordOption.Make<AuditKind>("--kind", "only of this kind");
    private readonly Option<string?> subject = new("--subject") { Description = "only about this change, finding, permit or break-glass", HelpName = "ID" };
    private readonly Option<int?> limit = LimitOption.Make();

    /// <summary>Makes the command.</summary>
    /// <param name="globals">Options that every command takes.</param>
    /// <param name="name">audit, or list below it.</param>
    public AuditCommand(GlobalOptions globals, string name)
        : base(
            globals,
            name,
            "List who did what, for good: changes, break-glass, permits, words on findings. The newest come last.",
            new WatchOptions(),
            "otedge audit --subject c-0007",
            "otedge audit verify",
            "otedge audit export audit.jsonl")
    {
        Options.Add(conduit);
        Options.Add(kind);
        Options.Add(subject);
        Options.Add(limit);
    }

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => Query.On(
        ApiRoutes.Audit,
        ("conduit", invocation.Value(conduit)),
        ("kind", invocation.Value(kind)),
        ("subject", invocation.Value(subject)),
        ("limit", invocation.Value(limit)?.ToString()));

    /// <inheritdoc/>
    protected override IRenderable Draw(AuditView[] view, Drawing drawing) => AuditTable.Draw(view, drawing);
}
