using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>What owners have signed.</summary>
internal sealed class EvidenceSignedCommand : ViewVerb<SignedRehearsalView[]>
{
    private readonly Argument<string> conduit;

    /// <summary>Makes the command.</summary>
    public EvidenceSignedCommand(GlobalOptions globals)
        : base(
            globals,
            "signed",
            "Show what owners of rare regimes have signed, and whether it was seen and is allowed by the live rules.",
            null,
            "otedge evidence signed filling-modbus")
    {
        conduit = ConduitArgument.Make(globals);
        Arguments.Add(conduit);
    }

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.For(ApiRoutes.ConduitRehearsals, invocation.Required(conduit));

    /// <inheritdoc/>
    protected override IRenderable Draw(SignedRehearsalView[] view, Drawing drawing) => RehearsalSheet.Draw(view, drawing);
}
