using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OtEdge.Console.Api;

/// <summary>The endpoints that replay recorded traffic and suggest policies from it.</summary>
internal static class ReplayApi
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(ApiRoutes.ConduitReplay, async (string name, HttpContext http, IGateway gateway) =>
        {
            Answer<ReplayRequest> request = await Body.ReadAsync<ReplayRequest>(http.Request);
            return request.IsDone
                ? Reply.Of(await gateway.Replays.ReplayAsync(name, request.Value, http.RequestAborted))
                : Reply.Of(request);
        });
        endpoints.MapGet(
            ApiRoutes.ConduitSuggestion,
            async (string name, string? since, int? writes_min, HttpContext http, IGateway gateway) =>
                Reply.Of(await gateway.Replays.SuggestAsync(name, since, writes_min, http.RequestAborted)));
    }
}
