using System.CommandLine;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Keeps what the review of a break-glass came to.</summary>
internal sealed class BreakGlassReviewCommand : Verb
{
    private readonly Argument<string> id = new("ID") { Description = "id of the break-glass, such as b-0001" };
    private readonly Option<string?> text = new("--text") { Description = "what happened, and what follows from it", HelpName = "TEXT", Required = true };

    /// <summary>Makes the command.</summary>
    public BreakGlassReviewCommand(GlobalOptions globals)
        : base(
            globals,
            "review",
            "Keep what the review of an ended break-glass came to; by somebody else than who broke the glass.",
            "otedge break-glass review b-0001 --text \"cleaning was missing in the policy; allowed by c-0012\"")
    {
        Arguments.Add(id);
        Options.Add(text);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        string path = ApiRoutes.For(ApiRoutes.GlassReview, invocation.Required(id));
        return ExemptionAnswer.Glass(invocation, await gateway.PostAsync(path, new GlassReviewRequest(invocation.Value(text)), token));
    }
}
