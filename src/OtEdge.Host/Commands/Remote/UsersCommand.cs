using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Who may act at the gateway.</summary>
internal sealed class UsersCommand : ViewVerb<UserView[]>
{
    /// <summary>Makes the command.</summary>
    /// <param name="globals">Options that every command takes.</param>
    /// <param name="name">users, or list below it.</param>
    public UsersCommand(GlobalOptions globals, string name)
        : base(globals, name, "List who may act, with accounts and roles.", watch: null, "otedge users list")
    {
    }

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.Users;

    /// <inheritdoc/>
    protected override IRenderable Draw(UserView[] view, Drawing drawing)
    {
        var table = Tables.Make("PERSON", "ROLES", "ACCOUNTS", "PASSWORD", "");
        foreach (var user in view)
        {
            table.AddRow(Cell.Of(user.Name), Cell.Of(user.Roles), Cell.Of(user.Accounts), Cell.Of(user.PasswordSince is { } since ? $"since {since:yyyy-MM-dd}" : "none"), Cell.Of(user.You ? "you" : " "));
        }

        return table;
    }
}
