using System.CommandLine;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Takes one step with a campaign.</summary>
internal sealed class CampaignStepCommand : Verb
{
    private const string LastId = "last";
    private readonly CampaignStep step;

    private readonly Argument<string?> id = new("ID")
    {
        Description = "id of the campaign, such as z-0001; without it the newest that is under way",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> reason = new("--reason") { Description = "why, in your words", HelpName = "TEXT" };

    /// <summary>Makes the command.</summary>
    /// <param name="globals">Options that every command takes.</param>
    /// <param name="step">The step.</param>
    /// <param name="description">One sentence for help.</param>
    public CampaignStepCommand(GlobalOptions globals, CampaignStep step, string description)
        : base(globals, Word(step), description, $"otedge campaigns {Word(step)} z-0001 --reason \"night shift\"")
    {
        this.step = step;
        Arguments.Add(id);
        Options.Add(reason);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        string path = ApiRoutes.For(invocation.Value(id) ?? LastId, step);
        return CampaignAnswer.Show(invocation, await gateway.PostAsync(path, new CampaignStepRequest(invocation.Value(reason)), token));
    }

    private static string Word(CampaignStep step) => step.ToString().ToLowerInvariant();
}
