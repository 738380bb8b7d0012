using System.CommandLine;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Takes one step with a change: check, answer, approve, reject, arm, confirm, extend, abort, withdraw, hurt.</summary>
internal sealed class ChangeStepCommand : Verb
{
    private const string LastId = "last";
    private readonly ChangeStep step;

    private readonly Argument<string?> id = new("ID")
    {
        Description = "id of the change, such as c-0007; without it the newest that the step fits",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> last = new("--last") { Description = "the newest change that the step fits (the default)" };
    private readonly Option<string?> reason = new("--reason") { Description = "why, in your words", HelpName = "TEXT" };
    private readonly Option<string?> @override = ChangeOptions.Override();

    private readonly Option<string?> function = new("--for")
    {
        Description = "the function that you speak for; absent: the first that is missing and that you speak for",
        HelpName = "FUNCTION",
        CompletionSources = { "operations", "engineering", "security", "safety" },
    };

    private readonly Option<long?> seen = new("--seen")
    {
        Description = "version of the change that you looked at: refused when somebody has taken a step since",
        HelpName = "VERSION",
    };

    private readonly QuestionOptions questions = new();

    /// <summary>Makes the command.</summary>
    /// <param name="globals">Options that every command takes.</param>
    /// <param name="step">The step.</param>
    /// <param name="description">One sentence for help.</param>
    public ChangeStepCommand(GlobalOptions globals, ChangeStep step, string description)
        : base(globals, Word(step), description, $"otedge change {Word(step)} --last", $"otedge change {Word(step)} c-0007")
    {
        this.step = step;
        Arguments.Add(id);
        Options.Add(last);
        Options.Add(reason);
        Options.Add(seen);
        if (step is ChangeStep.Arm or ChangeStep.Confirm)
        {
            Options.Add(@override);
        }

        if (step == ChangeStep.Answer)
        {
            questions.AddTo(this);
        }

        if (step is ChangeStep.Approve or ChangeStep.Confirm)
        {
            Options.Add(function);
        }

        Validators.Add(result =>
        {
            if (result.GetValue(last) && result.GetValue(id) is { } given)
            {
                result.AddError($"expected either '{given}' or --last, found both");
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var request = new StepRequest
        {
            Reason = invocation.Value(reason),
            Override = invocation.Value(@override),
            Answers = questions.Answers(invocation),
            For = invocation.Value(function),
            Seen = invocation.Value(seen),
        };
        using var gateway = GatewayClient.For(invocation);
        string path = ApiRoutes.For(invocation.Value(id) ?? LastId, step);
        return ChangeAnswer.Show(invocation, await gateway.PostAsync(path, request, token));
    }

    private static string Word(ChangeStep step) => step.ToString().ToLowerInvariant();
}
