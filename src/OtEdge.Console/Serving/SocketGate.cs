using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Api;
using OtEdge.Core.Zones;

namespace OtEdge.Console.Serving;

/// <summary>
/// Stands before the endpoints of the local socket: who may open it is let in by the file system, and what they may do there by the roles
/// of the settings. Where those name nobody, everybody may do everything.
/// </summary>
public static class SocketGate
{
    /// <summary>Holds callers to their roles; stands behind the routing.</summary>
    public static void UseSocketGate(this WebApplication application, IGateway gateway) => application.Use(async (http, next) =>
    {
        string route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        PersonRoles needed = AccessTable.NeededAtSocket(http.Request.Method, route);
        if (needed != PersonRoles.None && gateway.People.Forbids(Caller.Name(http), needed, "do this") is { } refusal)
        {
            await Reply.Of(refusal).ExecuteAsync(http);
            return;
        }

        await next(http);
    });
}
