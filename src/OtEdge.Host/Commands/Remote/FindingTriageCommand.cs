using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Says that a finding is legitimate, or meant to be refused.</summary>
internal sealed class FindingTriageCommand : Verb
{
    private readonly Argument<string> id = new("ID") { Description = "id of the finding, such as f-3c9a41d2" };
    private readonly Option<bool> allow = new("--allow") { Description = "it is legitimate: the policy must allow it first" };
    private readonly Option<bool> meant = new("--meant") { Description = "it is meant to be refused" };
    private readonly Option<string?> note = new("--note") { Description = "why, in your words", HelpName = "TEXT" };

    /// <summary>Makes the command.</summary>
    public FindingTriageCommand(GlobalOptions globals)
        : base(
            globals,
            "triage",
            "Say whether something that would be refused is legitimate or meant to be refused; the last word counts.",
            "otedge findings triage f-3c9a41d2 --meant --note \"nobody writes this register\"",
            "otedge findings triage f-3c9a41d2 --allow")
    {
        Arguments.Add(id);
        Options.Add(allow);
        Options.Add(meant);
        Options.Add(note);
        Validators.Add(result =>
        {
            if (result.GetValue(allow) == result.GetValue(meant))
            {
                result.AddError("expected either --allow or --meant");
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var decision = invocation.Value(allow) ? TriageDecision.Allow : TriageDecision.Meant;
        using var gateway = GatewayClient.For(invocation);
        string path = ApiRoutes.For(ApiRoutes.FindingTriage, invocation.Required(id));
        var answer = await gateway.PostAsync(path, new TriageRequest(decision, invocation.Value(note)), token);
        if (invocation.IsJson)
        {
            invocation.WriteJson(answer);
            return ExitCode.Done;
        }

        var finding = answer.Deserialize<FindingView>(ApiJson.Options) ?? throw new JsonException("expected a finding, found null");
        invocation.Screen().Write(FindingSheet.Draw(finding, Drawing.Once(invocation)));
        return ExitCode.Done;
    }
}
