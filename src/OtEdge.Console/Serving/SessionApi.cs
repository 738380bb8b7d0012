using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;
using OtEdge.Console.Describing;
using OtEdge.Core.Auditing;
using OtEdge.Core.Zones;

namespace OtEdge.Console.Serving;

/// <summary>Signing in and out, and setting a password by a one-time token.</summary>
/// <param name="management">Who can sign in, and who is signed in.</param>
/// <param name="throttle">Slows guessing.</param>
internal sealed class SessionApi(Management management, SignInThrottle throttle)
{
    // Argon2id takes 64 MiB each time; a flood of attempts must not take the memory of the data path.
    private static readonly SemaphoreSlim Hashing = new(2);

    /// <summary>Maps the endpoints.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ApiRoutes.Session, (HttpContext http, IGateway gateway) => Reply.Json(Seen(http, gateway)))
            .Gives<SessionView>("Who is signed in.").WithMetadata(OpenToAll.Mark);
        endpoints.MapPost(ApiRoutes.Session, SignInAsync)
            .Takes<SignInRequest>().Gives<SessionView>("Signs in by name and password, or by a one-time ticket.").WithMetadata(OpenToAll.Mark);
        endpoints.MapDelete(ApiRoutes.Session, SignOut).GivesNothing("Signs out.").WithMetadata(OpenToAll.Mark);
        endpoints.MapPost(ApiRoutes.Account, SetAsync)
            .Takes<AccountRequest>().Gives<SessionView>("Sets a password by a one-time token and signs in.").WithMetadata(OpenToAll.Mark);
    }

    private SessionView Seen(HttpContext http, IGateway gateway) =>
        SessionCookie.Read(http) is { } secret && management.Sessions.Find(secret, byPerson: false) is { } session
            ? View(session.Name, gateway)
            : new SessionView { Name = null, Roles = [], NeedsSetup = management.Accounts.IsEmpty };

    private async Task<IResult> SignInAsync(HttpContext http, IGateway gateway)
    {
        Answer<SignInRequest> request = await Body.ReadAsync<SignInRequest>(http.Request);
        if (!request.IsDone)
        {
            return Reply.Of(request);
        }

        if (request.Value.Ticket is { } ticket)
        {
            return management.Sessions.Redeem(ticket) is { } invited
                ? Enter(http, gateway, invited)
                : Reply.Of(new Refusal(RefusalKind.SignedOut, "Ticket does not fit", "the link was used already, or the gateway has started again."));
        }

        (string name, string password) = (request.Value.Name, request.Value.Password);
        string address = $"{http.Connection.RemoteIpAddress}";
        TimeSpan wait = throttle.Wait(name, address);
        if (wait > TimeSpan.Zero)
        {
            http.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds):0}";
            return Reply.Of(new Refusal(
                RefusalKind.TooMany, "Too many tries", $"wait {Math.Ceiling(wait.TotalSeconds):0} s before the next try; break-glass on the gateway itself needs none of this."));
        }

        bool fits = password.Length <= PasswordHash.CharactersMax && await HashingAsync(() => management.Accounts.Matches(name, password), http);
        if (!fits)
        {
            if (throttle.Failed(name, address))
            {
                management.Note(AuditKind.Access, "slowed", AuditNote.Itself, $"passwords are being guessed from {address}; each further try has to wait");
            }

            return Reply.Of(new Refusal(RefusalKind.SignedOut, "Not signed in", "name or password is wrong."));
        }

        throttle.Succeeded(name);
        management.Note(AuditKind.Access, "signed_in", name, $"{name} has signed in at the console from {address}");
        return Enter(http, gateway, name);
    }

    private IResult SignOut(HttpContext http)
    {
        if (SessionCookie.Read(http) is { } secret)
        {
            management.Sessions.Close(secret);
            SessionCookie.Clear(http);
        }

        return Results.NoContent();
    }

    private async Task<IResult> SetAsync(HttpContext http, IGateway gateway)
    {
        Answer<AccountRequest> request = await Body.ReadAsync<AccountRequest>(http.Request);
        if (!request.IsDone)
        {
            return Reply.Of(request);
        }

        AccountRequest wanted = request.Value;
        if (gateway.People.RolesOf(wanted.Name) == PersonRoles.None)
        {
            return Reply.Of(new Refusal(
                RefusalKind.Forbidden, "Nobody of this name", $"the settings name the people who may act, and {wanted.Name} is not among them; see `people` in otedge.yaml."));
        }

        Answer<Account> set = await HashingAsync(() => management.Accounts.Set(wanted.Token, wanted.Name, wanted.Password), http);
        if (!set.IsDone)
        {
            return Reply.Of(set);
        }

        management.Sessions.CloseAll(wanted.Name);
        management.Note(AuditKind.Access, "password_set", wanted.Name, $"{wanted.Name} has set a password by a one-time token");
        return Enter(http, gateway, wanted.Name);
    }

    private IResult Enter(HttpContext http, IGateway gateway, string name)
    {
        // A new secret at each sign-in: one that somebody slipped into the browser before is worth nothing.
        if (SessionCookie.Read(http) is { } before)
        {
            management.Sessions.Close(before);
        }

        SessionCookie.Write(http, management.Sessions.Open(name));
        return Reply.Json(View(name, gateway));
    }

    private static SessionView View(string name, IGateway gateway) => new()
    {
        Name = name,
        Roles =
        [
            .. Enum.GetValues<PersonRoles>()
                .Where(role => role is not (PersonRoles.None or PersonRoles.All) && gateway.People.RolesOf(name).HasFlag(role))
                .Select(role => role.ToString().ToLowerInvariant()),
        ],
    };

    private static async Task<T> HashingAsync<T>(Func<T> work, HttpContext http)
    {
        await Hashing.WaitAsync(http.RequestAborted);
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            Hashing.Release();
        }
    }
}
