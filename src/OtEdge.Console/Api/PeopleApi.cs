using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Describing;

namespace OtEdge.Console.Api;

/// <summary>The endpoints about people.</summary>
internal static class PeopleApi
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet(ApiRoutes.Users, List).Gives<UserView[]>("Who may act.");

    private static IResult List(HttpContext http, IGateway gateway)
    {
        IReadOnlyDictionary<string, DateTimeOffset> since = gateway.Management.Accounts.Since;
        return Reply.Json(gateway.People.List(Caller.Name(http))
            .Select(user => user with { PasswordSince = since.TryGetValue(user.Name, out DateTimeOffset at) ? at : null })
            .ToArray());
    }
}
