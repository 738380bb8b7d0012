using System.CommandLine;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Says that a person has seen an alert.</summary>
internal sealed class AlertAckCommand : Verb
{
    private readonly Argument<string> id = new("ID") { Description = "id of the alert, such as a-3c9a41d2be07" };
    private readonly Option<string?> note = new("--note") { Description = "what you say with it", HelpName = "TEXT" };

    /// <summary>Makes the command.</summary>
    public AlertAckCommand(GlobalOptions globals)
        : base(
            globals, "ack", "Say that you have seen an alert; your name stays with it.",
            "otedge alerts ack a-3c9a41d2be07 --note \"called the MES team\"")
    {
        Arguments.Add(id);
        Options.Add(note);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        string path = ApiRoutes.For(ApiRoutes.AlertAcknowledgement, invocation.Required(id));
        AlertAnswer.Show(invocation, await gateway.PostAsync(path, new AcknowledgeRequest(invocation.Value(note)), token));
        return ExitCode.Done;
    }
}
