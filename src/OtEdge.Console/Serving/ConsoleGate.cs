using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;
using OtEdge.Core.Zones;

namespace OtEdge.Console.Serving;

/// <summary>
/// Stands before every endpoint that is asked for over the network: 1. safe headers; 2. nothing from other origins; 3. who is it, by
/// session or token; 4. may they. The local socket has <see cref="SocketGate"/>.
/// </summary>
/// <param name="gateway">Who is signed in, and who may do what.</param>
internal sealed class ConsoleGate(IGateway gateway)
{
    /// <summary>Header of requests that a page makes by itself; they do not keep a session alive.</summary>
    public const string LookingHeader = "X-OtEdge-Looking";

    private const string BearerPrefix = "Bearer ";

    /// <summary>Lets a request pass, or answers it.</summary>
    public async Task PassAsync(HttpContext http, RequestDelegate next)
    {
        SafetyHeaders.Add(http);
        if (Refuse(http) is { } refusal)
        {
            await Reply.Of(refusal).ExecuteAsync(http);
            return;
        }

        await next(http);
    }

    private Refusal? Refuse(HttpContext http)
    {
        Endpoint? endpoint = http.GetEndpoint();
        bool isOpen = endpoint is null || endpoint.Metadata.GetMetadata<OpenToAll>() is not null;

        // A browser never adds this header by itself, so what carries it is no forged request of another page.
        if (!isOpen && BearerOf(http.Request) is { } secret)
        {
            return RefuseToken(http, endpoint!, secret);
        }

        bool changes = http.Request.Method is not ("GET" or "HEAD");
        if (changes && !IsSameOrigin(http.Request))
        {
            return new Refusal(RefusalKind.Forbidden, "Foreign origin", "this request was not made by the console's own pages.");
        }

        return isOpen ? null : RefuseSession(http, endpoint!);
    }

    private Refusal? RefuseToken(HttpContext http, Endpoint endpoint, string secret)
    {
        if (gateway.Management.Tokens.Find(secret) is not { } token)
        {
            return new Refusal(RefusalKind.SignedOut, "Token does not fit", "the token is wrong, revoked or over; make a new one with 'otedge users token'.");
        }

        TokenScope needed = AccessTable.ScopeNeeded(http.Request.Method, RouteOf(endpoint), http.GetRouteValue("step") as string);
        return token.Scope < needed
            ? new Refusal(
                RefusalKind.Forbidden,
                "Not for this token",
                $"this takes a token of the scope {Word(needed)}, and {token.Id} ({token.Label}) has the scope {Word(token.Scope)}.")
            : RefuseRole(http, endpoint, new SignedIn(token.Person, token.Scope));
    }

    private Refusal? RefuseSession(HttpContext http, Endpoint endpoint)
    {
        bool isLooking = http.Request.Headers.ContainsKey(LookingHeader) || http.Request.Headers.Accept.Contains("text/event-stream");
        return SessionCookie.Read(http) is { } secret && gateway.Management.Sessions.Find(secret, byPerson: !isLooking) is { } session
            ? RefuseRole(http, endpoint, new SignedIn(session.Name))
            : new Refusal(RefusalKind.SignedOut, "Not signed in", "sign in first: the session has ended, or there is none.");
    }

    private Refusal? RefuseRole(HttpContext http, Endpoint endpoint, SignedIn person)
    {
        http.Features.Set(person);
        PersonRoles needed = AccessTable.Needed(http.Request.Method, RouteOf(endpoint));
        return (gateway.People.RolesOf(person.Name) & needed) != 0 ? null
            : needed == PersonRoles.None ? new Refusal(
                RefusalKind.Forbidden, "Not over the network", "this is done on the gateway itself, by the command line.")
            : new Refusal(
                RefusalKind.Forbidden, "Not for this role", $"this takes the role {Words(needed)}, which {person.Name} does not have.");
    }

    private static string? BearerOf(HttpRequest request) =>
        $"{request.Headers.Authorization}" is var header && header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? header[BearerPrefix.Length..].Trim()
            : null;

    private static string RouteOf(Endpoint endpoint) => (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "";

    // Browsers send Origin with everything that is not mere looking, and no page can change it.
    private static bool IsSameOrigin(HttpRequest request) =>
        string.Equals(request.Headers.Origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static string Word(TokenScope scope) => scope.ToString().ToLowerInvariant();

    private static string Words(PersonRoles roles) => string.Join(
        " or ",
        Enum.GetValues<PersonRoles>()
            .Where(role => role is not (PersonRoles.None or PersonRoles.All) && roles.HasFlag(role))
            .Select(role => role.ToString().ToLowerInvariant()));
}
