using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;
using OtEdge.Console.Serving;
using OtEdge.Host.Commands.Remote;

namespace OtEdge.Host.Commands.Access;

/// <summary>Makes a token with which a program uses the API.</summary>
internal sealed class TokenCommand : Verb
{
    private readonly Argument<string?> person = new("NAME") { Description = "who it speaks for; absent: you", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> label = new("--label") { Description = "what it is for, such as grafana", HelpName = "TEXT", Required = true };
    private readonly Option<string?> scope = WordOption.Make<TokenScope>("--scope", "what it may be used for, each including those before; default read");
    private readonly Option<TimeSpan?> life = DurationOption.Make("--for", "how long it holds, at most 365d; default 90d", TimeSpan.FromMinutes(1));

    /// <summary>Makes the command.</summary>
    public TokenCommand(GlobalOptions globals)
        : base(
            globals,
            "token",
            "Make a token with which a program uses the API over the network; it never goes beyond what its person may do.",
            "otedge users token --label grafana",
            "otedge users token alice --label ci --scope propose --for 30d")
    {
        Arguments.Add(person);
        foreach (Option option in (Option[])[label, scope, life])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        TokenScope? wanted = invocation.Value(scope) is { } word ? Enum.Parse<TokenScope>(word, ignoreCase: true) : null;
        string? lifetime = invocation.Value(life) is { } given ? DurationText.Of(given) : null;
        JsonElement answer = await gateway.PostAsync(
            ApiRoutes.Tokens, new TokenRequest(invocation.Value(label)!, invocation.Value(person), wanted, lifetime), token);
        if (invocation.IsJson)
        {
            invocation.WriteJson(answer);
            return ExitCode.Done;
        }

        TokenView made = answer.Deserialize<TokenView>(ApiJson.Options)!;
        invocation.Output.WriteLine(made.Secret);
        invocation.Output.WriteLine(
            $"{made.Id} ({made.Label}) speaks for {made.Person}: {made.Scope.ToString().ToLowerInvariant()}, until {made.Until:yyyy-MM-dd}. "
            + "It is shown only now; send it as 'Authorization: Bearer TOKEN'.");
        return ExitCode.Done;
    }
}
