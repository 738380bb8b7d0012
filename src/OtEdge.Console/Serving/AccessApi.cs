using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;
using OtEdge.Console.Describing;
using OtEdge.Core.Auditing;
using OtEdge.Core.Zones;

namespace OtEdge.Console.Serving;

/// <summary>Who may come in: invitations, sessions and tokens. Everybody sees and ends their own; an administrator those of all.</summary>
internal static class AccessApi
{
    private static readonly TimeSpan LifetimeDefault = TimeSpan.FromDays(90);

    /// <summary>Maps the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(ApiRoutes.Invitation, Invite)
            .Gives<InvitationView>("Makes a one-time token with which somebody sets their password.");
        endpoints.MapGet(ApiRoutes.Sessions, Sessions).Gives<OpenSessionView[]>("Who is signed in at the console.");
        endpoints.MapDelete(ApiRoutes.OneSession, EndSession).GivesNothing("Signs somebody out.");
        endpoints.MapGet(ApiRoutes.Tokens, Tokens).Gives<TokenView[]>("Tokens of programs, newest first.");
        endpoints.MapPost(ApiRoutes.Tokens, MakeTokenAsync)
            .Takes<TokenRequest>().Gives<TokenView>("Makes a token for a program; its secret is in this answer only.");
        endpoints.MapDelete(ApiRoutes.Token, RevokeToken).GivesNothing("Revokes a token.");
    }

    private static IResult Invite(string name, HttpContext http, IGateway gateway, TimeProvider time)
    {
        string user = Caller.Name(http);
        if (!IsAdministrator(gateway, user))
        {
            return Reply.Of(NotAdministrator("invite somebody"));
        }

        if (gateway.People.RolesOf(name) == PersonRoles.None)
        {
            return Reply.Of(NoSuchPerson(name));
        }

        string secret = gateway.Management.Accounts.Invite(name);
        gateway.Management.Note(AuditKind.Access, "invited", user, $"{user} has made a one-time token with which {name} sets a password");
        return Reply.Json(new InvitationView(name, secret, time.GetUtcNow() + AccountStore.InvitationLifetime));
    }

    private static IResult Sessions(HttpContext http, IGateway gateway)
    {
        string user = Caller.Name(http);
        bool seesAll = IsAdministrator(gateway, user);
        return Reply.Json(gateway.Management.Sessions.All()
            .Where(one => seesAll || one.Session.Name == user)
            .Select(one => new OpenSessionView(one.Id, one.Session.Name, one.Session.Since, one.Session.LastUsed)).ToArray());
    }

    private static IResult EndSession(string id, HttpContext http, IGateway gateway)
    {
        string user = Caller.Name(http);
        if (gateway.Management.Sessions.All().FirstOrDefault(one => one.Id == id) is not { } open || !IsFor(gateway, user, open.Session.Name))
        {
            return Reply.Of(new Refusal(RefusalKind.Unknown, "No such session", $"there is no session {id}, or it has ended."));
        }

        gateway.Management.Sessions.End(id);
        gateway.Management.Note(AuditKind.Access, "signed_out", user, $"{user} has ended a session of {open.Session.Name}", id);
        return Results.NoContent();
    }

    private static IResult Tokens(HttpContext http, IGateway gateway)
    {
        string user = Caller.Name(http);
        TokenStore tokens = gateway.Management.Tokens;
        return Reply.Json(tokens.All.Where(token => IsFor(gateway, user, token.Person)).Select(token => TokenView.Of(token, tokens.LastUsed(token.Id))).ToArray());
    }

    private static async Task<IResult> MakeTokenAsync(HttpContext http, IGateway gateway)
    {
        Answer<TokenRequest> request = await Body.ReadAsync<TokenRequest>(http.Request);
        if (!request.IsDone)
        {
            return Reply.Of(request);
        }

        string user = Caller.Name(http);
        string person = request.Value.Person ?? user;
        TimeSpan lifetime = LifetimeDefault;
        Refusal? wrong = !IsFor(gateway, user, person) ? NotAdministrator("make a token for somebody else")
            : gateway.People.RolesOf(person) == PersonRoles.None ? NoSuchPerson(person)
            : request.Value.For is { } text && !DurationText.TryParse(text, out lifetime) ? new Refusal(
                RefusalKind.Invalid, "Wrong lifetime", $"\"{text}\" is no duration; expected one such as 90d.")
            : null;
        if (wrong is not null)
        {
            return Reply.Of(wrong);
        }

        Answer<MadeToken> made = gateway.Management.Tokens.Make(person, request.Value.Label, request.Value.Scope ?? TokenScope.Read, lifetime);
        if (!made.IsDone)
        {
            return Reply.Of(made);
        }

        ApiToken token = made.Value.Token;
        gateway.Management.Note(
            AuditKind.Access,
            "token_made",
            user,
            $"{user} has made the token {token.Id} ({token.Label}) for {person}: {token.Scope.ToString().ToLowerInvariant()}, until {token.Until:yyyy-MM-dd}",
            token.Id);
        return Reply.Json(TokenView.Of(token, lastUsed: null, made.Value.Secret));
    }

    private static IResult RevokeToken(string id, HttpContext http, IGateway gateway)
    {
        string user = Caller.Name(http);
        if (gateway.Management.Tokens.All.FirstOrDefault(one => one.Id == id) is not { } token || !IsFor(gateway, user, token.Person))
        {
            return Reply.Of(new Refusal(RefusalKind.Unknown, "No such token", $"there is no token {id}, or it has ended."));
        }

        gateway.Management.Tokens.Revoke(id);
        gateway.Management.Note(AuditKind.Access, "token_revoked", user, $"{user} has revoked the token {id} ({token.Label}) of {token.Person}", id);
        return Results.NoContent();
    }

    private static bool IsFor(IGateway gateway, string user, string person) => user == person || IsAdministrator(gateway, user);

    private static bool IsAdministrator(IGateway gateway, string user) => (gateway.People.RolesOf(user) & PersonRoles.Administrator) != 0;

    private static Refusal NotAdministrator(string what) => new(RefusalKind.Forbidden, "Role is missing", $"to {what} takes the role administrator.");

    private static Refusal NoSuchPerson(string name) => new(
        RefusalKind.Unknown, "Nobody of this name", $"the settings name the people who may act, and {name} is not among them; add them under `people` in otedge.yaml.");
}
