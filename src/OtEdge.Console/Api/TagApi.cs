using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Describing;

namespace OtEdge.Console.Api;

/// <summary>The endpoint about process values.</summary>
internal static class TagApi
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(ApiRoutes.Tags, (IGateway gateway) => Reply.Json(gateway.Tags.List()))
            .Gives<TagView[]>("Process values, with age and quality.");
}
