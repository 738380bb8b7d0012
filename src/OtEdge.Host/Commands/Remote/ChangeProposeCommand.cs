using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Proposes a change of a conduit's mode, scope or rules.</summary>
internal sealed class ChangeProposeCommand : Verb
{
    private readonly Argument<string> conduit;

    private readonly Option<string?> mode = new("--mode")
    {
        Description = "the new mode: observe, monitor or enforce",
        HelpName = "MODE",
        CompletionSources = { "observe", "monitor", "enforce" },
    };

    private readonly Option<string?> policy = new("--policy") { Description = "file of the new policy", HelpName = "FILE" };

    private readonly Option<string?> scope = new("--scope")
    {
        Description = "classes that enforcing really refuses, the whole set, comma-separated; absent: every class",
        HelpName = "CLASS,...",
    };

    private readonly Option<string?> scopeClients = new("--scope-clients")
    {
        Description = "clients that enforcing holds for: assets, or unknown for those that no asset declares; absent: all",
        HelpName = "unknown|ASSET,...",
    };

    private readonly Option<string?> window = ChangeOptions.Window();

    private readonly Option<bool> plan = new("--plan")
    {
        Description = "lead the conduit to --mode by the whole ladder: each rung and each class is a change of its own, offered when the one before is confirmed",
    };

    private readonly Option<string?> riskAssessment = new("--risk-assessment")
    {
        Description = "reference of the risk assessment that covers essential operations which the change would refuse",
        HelpName = "TEXT",
    };

    private readonly Option<long?> epoch = new("--epoch")
    {
        Description = "confirmed changes of the conduit that you looked at: refused when it has moved since",
        HelpName = "EPOCH",
    };

    private readonly QuestionOptions questions = new();
    private readonly Option<string> reason = ChangeOptions.Reason();
    private readonly Option<TimeSpan?> trial = ChangeOptions.Trial();
    private readonly Option<bool> yes = ChangeOptions.Yes();
    private readonly Option<string?> @override = ChangeOptions.Override();

    /// <summary>Makes the command.</summary>
    public ChangeProposeCommand(GlobalOptions globals)
        : base(
            globals,
            "propose",
            "Propose a change; --yes takes every step that governance lets you take, up to the trial.",
            "otedge change propose filling-modbus --mode monitor --reason \"see what would be refused\" --yes",
            "otedge change propose filling-modbus --mode enforce --scope malformed,admin --trial 10m --reason \"first step\"",
            "otedge change propose filling-modbus --mode enforce --plan --reason \"audit finding 12\"",
            "otedge change propose filling-modbus --policy new.yaml --reason \"new recipe range\"")
    {
        conduit = ConduitArgument.Make(globals);
        scope.CompletionSources.Add(Words.All<OperationClass>());
        Arguments.Add(conduit);
        foreach (var option in new Option[] { mode, policy, scope, scopeClients, window, plan, reason, trial, riskAssessment, epoch, yes, @override })
        {
            Options.Add(option);
        }

        questions.AddTo(this);
        Validators.Add(result =>
        {
            Option? alone = new Option[] { policy, scope, scopeClients, riskAssessment, epoch, yes, @override }
                .FirstOrDefault(option => result.GetValue(plan) && result.GetResult(option) is { Implicit: false });
            if (alone is not null)
            {
                result.AddError($"expected --plan or {alone.Name}, found both: a plan offers its changes one by one, and each is decided by itself");
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        if (invocation.Value(plan))
        {
            return await PlanAsync(invocation, token);
        }

        var request = new ProposalRequest
        {
            Conduit = invocation.Required(conduit),
            Mode = invocation.Value(mode),
            Policy = invocation.Value(policy) is { } file ? PolicyFile.Read(file) : null,
            Scope = Split(invocation.Value(scope)),
            ScopeClients = Split(invocation.Value(scopeClients)),
            Reason = invocation.Value(reason) ?? "",
            Trial = invocation.Value(trial) is { } span ? DurationText.Of(span) : null,
            Yes = invocation.Value(yes),
            Override = invocation.Value(@override),
            Window = invocation.Value(window),
            RiskAssessment = invocation.Value(riskAssessment),
            BaseEpoch = invocation.Value(epoch),
            Answers = questions.Answers(invocation),
        };
        using var gateway = GatewayClient.For(invocation);
        return ChangeAnswer.Show(invocation, await gateway.PostAsync(ApiRoutes.Changes, request, token));
    }

    private async Task<ExitCode> PlanAsync(Invocation invocation, CancellationToken token)
    {
        var request = new CampaignRequest
        {
            Mode = invocation.Value(mode) ?? "",
            Reason = invocation.Value(reason) ?? "",
            Trial = invocation.Value(trial) is { } span ? DurationText.Of(span) : null,
            Window = invocation.Value(window),
        };
        using var gateway = GatewayClient.For(invocation);
        return CampaignAnswer.Show(invocation, await gateway.PostAsync(ApiRoutes.For(ApiRoutes.ConduitPlan, invocation.Required(conduit)), request, token));
    }

    private static string[]? Split(string? words) =>
        words?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
