using OtEdge.Console.Api;
using OtEdge.Console.Serving;
using OtEdge.Host.Commands.Remote;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Access;

/// <summary>Who is signed in at the console.</summary>
internal sealed class SessionsCommand(GlobalOptions globals) : ViewVerb<OpenSessionView[]>(
    globals, "sessions", "List who is signed in at the console.", watch: null, "otedge users sessions")
{
    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.Sessions;

    /// <inheritdoc/>
    protected override IRenderable Draw(OpenSessionView[] view, Drawing drawing)
    {
        var table = Tables.Make("SESSION", "PERSON", "SINCE", "LAST USED");
        foreach (OpenSessionView one in view)
        {
            table.AddRow(Cell.Of(one.Id), Cell.Of(one.Person), Cell.Of($"{one.Since:yyyy-MM-dd HH:mm}"), Cell.Of($"{one.LastUsed:yyyy-MM-dd HH:mm}"));
        }

        return Tables.OrSentence(table, "nobody is signed in");
    }
}
