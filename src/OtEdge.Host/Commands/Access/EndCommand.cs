using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Remote;

namespace OtEdge.Host.Commands.Access;

/// <summary>Ends a session or a token.</summary>
internal sealed class EndCommand : Verb
{
    private readonly Argument<string> id;
    private readonly string route;
    private readonly string done;

    private EndCommand(GlobalOptions globals, (string Name, string Description, string Example) words, (string Argument, string Route, string Done) what)
        : base(globals, words.Name, words.Description, words.Example)
    {
        id = new Argument<string>("ID") { Description = what.Argument };
        route = what.Route;
        done = what.Done;
        Arguments.Add(id);
    }

    /// <summary>Revokes a token.</summary>
    public static EndCommand OfToken(GlobalOptions globals) => new(
        globals,
        ("revoke", "Revoke a token at once.", "otedge users revoke t-3c9a41d2"),
        ("id of the token, see 'otedge users tokens'", ApiRoutes.Token, "is revoked"));

    /// <summary>Signs somebody out.</summary>
    public static EndCommand OfSession(GlobalOptions globals) => new(
        globals,
        ("sign-out", "End a session at the console at once.", "otedge users sign-out s-3c9a41d2"),
        ("id of the session, see 'otedge users sessions'", ApiRoutes.OneSession, "is over"));

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        string which = invocation.Required(id);
        await gateway.DeleteAsync(ApiRoutes.For(route, which), token);
        if (invocation.IsJson)
        {
            invocation.WriteJson(new { id = which });
        }
        else
        {
            invocation.Output.WriteLine($"{which} {done}");
        }

        return ExitCode.Done;
    }
}
