using OtEdge.Console.Api;
using OtEdge.Console.Serving;
using OtEdge.Host.Commands.Remote;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Access;

/// <summary>Tokens of programs.</summary>
internal sealed class TokensCommand(GlobalOptions globals) : ViewVerb<TokenView[]>(
    globals, "tokens", "List the tokens with which programs use the API.", watch: null, "otedge users tokens")
{
    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.Tokens;

    /// <inheritdoc/>
    protected override IRenderable Draw(TokenView[] view, Drawing drawing)
    {
        var table = Tables.Make("TOKEN", "FOR", "PERSON", "SCOPE", "UNTIL", "LAST USED");
        foreach (TokenView one in view)
        {
            table.AddRow(
                Cell.Of(one.Id),
                Cell.Of(one.Label),
                Cell.Of(one.Person),
                Cell.Of(one.Scope.ToString().ToLowerInvariant()),
                Cell.Of($"{one.Until:yyyy-MM-dd}"),
                Cell.Of(one.LastUsed is { } used ? $"{used:yyyy-MM-dd HH:mm}" : "not since the gateway started"));
        }

        return Tables.OrSentence(table, "there are no tokens; 'otedge users token NAME --label TEXT' makes one");
    }
}
