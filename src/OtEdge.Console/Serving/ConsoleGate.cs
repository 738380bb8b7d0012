using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;
using OtEdge.Core.Zones;

namespace OtEdge.Console.Serving;

/// <summary>
/// Stands before every endpoint that is asked for over the network: 1. safe headers; 2. nothing from other origins; 3. who is it;
/// 4. may they. The local socket, trusted by its rights in the file system, has no gate.
/// </summary>
/// <param name="sessions">Who is signed in.</param>
/// <param name="gateway">Who may do what.</param>
internal sealed class ConsoleGate(SessionTable sessions, IGateway gateway)
{
    /// <summary>Header of requests that a page makes by itself; they do not keep a session alive.</summary>
    public const string LookingHeader = "X-OtEdge-Looking";

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
        bool changes = http.Request.Method is not ("GET" or "HEAD");
        if (changes && !IsSameOrigin(http.Request))
        {
            return new Refusal(RefusalKind.Forbidden, "Foreign origin", "this request was not made by the console's own pages.");
        }

        if (endpoint is null || endpoint.Metadata.GetMetadata<OpenToAll>() is not null)
        {
            return null;
        }

        bool isLooking = http.Request.Headers.ContainsKey(LookingHeader) || http.Request.Headers.Accept.Contains("text/event-stream");
        if (SessionCookie.Read(http) is not { } secret || sessions.Find(secret, byPerson: !isLooking) is not { } session)
        {
            return new Refusal(RefusalKind.SignedOut, "Not signed in", "sign in first: the session has ended, or there is none.");
        }

        http.Features.Set(new SignedIn(session.Name));
        PersonRoles roles = gateway.People.RolesOf(session.Name);
        string route = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "";
        PersonRoles needed = AccessTable.Needed(http.Request.Method, route);
        return (roles & needed) != 0 ? null
            : needed == PersonRoles.None ? new Refusal(
                RefusalKind.Forbidden, "Not over the network", "this is done on the gateway itself, by the command line.")
            : new Refusal(
                RefusalKind.Forbidden, "Not for this role", $"this takes the role {Words(needed)}, which {session.Name} does not have.");
    }

    // Browsers send Origin with everything that is not mere looking, and no page can change it.
    private static bool IsSameOrigin(HttpRequest request) =>
        string.Equals(request.Headers.Origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static string Words(PersonRoles roles) => string.Join(
        " or ",
        Enum.GetValues<PersonRoles>()
            .Where(role => role is not (PersonRoles.None or PersonRoles.All) && roles.HasFlag(role))
            .Select(role => role.ToString().ToLowerInvariant()));
}
