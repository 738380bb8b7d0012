using System.CommandLine;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Starts the way back from break-glass.</summary>
internal sealed class BreakGlassReturnCommand : Verb
{
    private readonly Argument<string> conduit;
    private readonly Option<string?> reason = new("--reason") { Description = "why now", HelpName = "TEXT", Required = true };
    private readonly Option<TimeSpan?> trial = DurationOption.Make("--trial", "how long the trial lasts without confirmation. Default 10m", TimeSpan.FromSeconds(1));

    /// <summary>Makes the command.</summary>
    public BreakGlassReturnCommand(GlobalOptions globals)
        : base(
            globals,
            "return",
            "Lead a conduit back to the posture before break-glass: approved already, it waits for the plant and runs as a trial.",
            "otedge break-glass return filling-modbus --reason \"policy mended\"")
    {
        conduit = ConduitArgument.Make(globals);
        Arguments.Add(conduit);
        Options.Add(reason);
        Options.Add(trial);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var request = new GlassReturnRequest(invocation.Value(reason), invocation.Value(trial) is { } span ? DurationText.Of(span) : null);
        using var gateway = GatewayClient.For(invocation);
        var answer = await gateway.PostAsync(ApiRoutes.For(ApiRoutes.ConduitGlassReturn, invocation.Required(conduit)), request, token);
        return ExemptionAnswer.Glass(invocation, answer);
    }
}
