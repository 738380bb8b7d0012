using System.CommandLine;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Loosens a conduit at once, in an emergency.</summary>
internal sealed class BreakGlassCommand : Verb
{
    private readonly Argument<string> conduit;
    private readonly Option<string?> reason = new("--reason") { Description = "why; kept for good", HelpName = "TEXT", Required = true };
    private readonly Option<TimeSpan?> time = DurationOption.Make("--for", "for how long; after it the alarm grows louder, the posture stays. Default 8h", TimeSpan.FromMinutes(1));
    private readonly Option<string?> finding = new("--finding") { Description = "forward only the flow of this finding", HelpName = "ID" };
    private readonly Option<bool> unread = new("--unread") { Description = "down to bypass: nothing is judged, pins neither" };

    /// <summary>Makes the command.</summary>
    public BreakGlassCommand(GlobalOptions globals)
        : base(
            globals,
            "break-glass",
            "In an emergency: take a conduit down to monitor at once, whatever else stands. Alarmed, reviewed, and never undone by itself.",
            "otedge break-glass filling-modbus --reason \"filler stands, writes refused\" --for 8h",
            "otedge break-glass filling-modbus --reason \"cleaning refused\" --finding f-3c9a41d2",
            "otedge break-glass return filling-modbus --reason \"policy mended\"")
    {
        conduit = ConduitArgument.Make(globals);
        Arguments.Add(conduit);
        Options.Add(reason);
        Options.Add(time);
        Options.Add(finding);
        Options.Add(unread);
        Subcommands.Add(new BreakGlassListCommand(globals));
        Subcommands.Add(new BreakGlassReturnCommand(globals));
        Subcommands.Add(new BreakGlassReviewCommand(globals));
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var request = new BreakGlassRequest(invocation.Value(reason), invocation.Value(time) is { } span ? DurationText.Of(span) : null)
        {
            Finding = invocation.Value(finding),
            Unread = invocation.Value(unread),
        };
        using var gateway = GatewayClient.For(invocation);
        var answer = await gateway.PostAsync(ApiRoutes.For(ApiRoutes.ConduitBreakGlass, invocation.Required(conduit)), request, token);
        return ExemptionAnswer.Glass(invocation, answer);
    }
}
