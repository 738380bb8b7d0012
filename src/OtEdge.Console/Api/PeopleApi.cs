using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Describing;

namespace OtEdge.Console.Api;

/// <summary>The endpoints about people.</summary>
internal static class PeopleApi
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet(
        ApiRoutes.Users, (HttpContext http, IGateway gateway) => Reply.Json(gateway.People.List(Caller.Name(http))))
        .Gives<UserView[]>("Who may act.");
}
