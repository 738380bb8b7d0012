using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace OtEdge.Console.Api;

/// <summary>The endpoint about process values.</summary>
internal static class TagApi
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(ApiRoutes.Tags, (IGateway gateway) => Reply.Json(gateway.Tags.List()));
}
