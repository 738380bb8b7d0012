using System.CommandLine;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Proposes the previous confirmed posture of a conduit.</summary>
internal sealed class ChangeRollbackCommand : Verb
{
    private readonly Argument<string> conduit;
    private readonly Option<string> reason = ChangeOptions.Reason();
    private readonly Option<TimeSpan?> trial = ChangeOptions.Trial();
    private readonly Option<bool> yes = ChangeOptions.Yes();

    /// <summary>Makes the command.</summary>
    public ChangeRollbackCommand(GlobalOptions globals)
        : base(
            globals,
            "rollback",
            "Propose the previous confirmed posture of a conduit.",
            "otedge change rollback filling-modbus --reason \"recipe writes were refused\" --yes")
    {
        conduit = ConduitArgument.Make(globals);
        Arguments.Add(conduit);
        Options.Add(reason);
        Options.Add(trial);
        Options.Add(yes);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var request = new RollbackRequest(
            invocation.Value(reason) ?? "",
            invocation.Value(trial) is { } span ? DurationText.Of(span) : null,
            invocation.Value(yes));
        using var gateway = GatewayClient.For(invocation);
        string path = ApiRoutes.For(ApiRoutes.ConduitRollback, invocation.Required(conduit));
        return ChangeAnswer.Show(invocation, await gateway.PostAsync(path, request, token));
    }
}
