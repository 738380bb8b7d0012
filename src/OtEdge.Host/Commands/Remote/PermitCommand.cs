using System.CommandLine;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Asks for a time-boxed exception for one client.</summary>
internal sealed class PermitCommand : Verb
{
    private readonly Argument<string> conduit;
    private readonly Option<string?> client = new("--client") { Description = "asset, address or network that it is for", HelpName = "NAME", Required = true };
    private readonly Option<TimeSpan?> time = DurationOption.Make("--for", "how long it takes new connections", TimeSpan.FromSeconds(1));
    private readonly Option<string?> reason = new("--reason") { Description = "why; kept for good", HelpName = "TEXT", Required = true };

    /// <summary>Makes the command.</summary>
    public PermitCommand(GlobalOptions globals)
        : base(
            globals,
            "permit",
            "Ask for a time-boxed exception for one client, say for a PLC download. At its end no new connection; a running one is never cut.",
            "otedge permit filling-modbus --client eng-1 --for 2h --reason \"download of recipe block\"",
            "otedge permit approve p-0001",
            "otedge permit end p-0001")
    {
        conduit = ConduitArgument.Make(globals);
        Arguments.Add(conduit);
        time.Required = true;
        Options.Add(client);
        Options.Add(time);
        Options.Add(reason);
        Subcommands.Add(new PermitListCommand(globals));
        Subcommands.Add(new PermitStepCommand(globals, "approve", "Say yes to a permit that somebody else asked for.", ApiRoutes.PermitApproval));
        Subcommands.Add(new PermitStepCommand(globals, "end", "End a permit before its time; connections that run are not cut.", ApiRoutes.PermitEnd));
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var request = new PermitRequest(
            invocation.Value(client), invocation.Value(time) is { } span ? DurationText.Of(span) : null, invocation.Value(reason));
        using var gateway = GatewayClient.For(invocation);
        var answer = await gateway.PostAsync(ApiRoutes.For(ApiRoutes.ConduitPermits, invocation.Required(conduit)), request, token);
        return ExemptionAnswer.Permit(invocation, answer);
    }
}
