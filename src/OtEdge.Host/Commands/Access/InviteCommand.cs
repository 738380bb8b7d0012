using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Console.Serving;
using OtEdge.Host.Commands.Remote;

namespace OtEdge.Host.Commands.Access;

/// <summary>Makes a one-time token with which somebody sets their console password.</summary>
internal sealed class InviteCommand : Verb
{
    private readonly Argument<string> name = new("NAME") { Description = "a person of the settings" };

    /// <summary>Makes the command.</summary>
    public InviteCommand(GlobalOptions globals)
        : base(globals, "invite", "Make a one-time token with which somebody sets their console password, the first time or anew.", "otedge users invite alice") =>
        Arguments.Add(name);

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        JsonElement answer = await gateway.PostAsync(ApiRoutes.For(ApiRoutes.Invitation, invocation.Required(name)), token);
        if (invocation.IsJson)
        {
            invocation.WriteJson(answer);
            return ExitCode.Done;
        }

        InvitationView invitation = answer.Deserialize<InvitationView>(ApiJson.Options)!;
        invocation.Output.WriteLine(invitation.Token);
        invocation.Output.WriteLine(
            $"Give this to {invitation.Name} on a way that nobody else reads. It is good once, until {invitation.Until:yyyy-MM-dd HH:mm} UTC: "
            + "open the console, choose \"I have a one-time token\", and set a password.");
        return ExitCode.Done;
    }
}
