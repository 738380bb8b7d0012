using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OtEdge.Console.Api;

/// <summary>The endpoints that replay recorded traffic and suggest policies from it.</summary>
internal static class ReplayApi
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, WorkBoard board)
    {
        endpoints.MapGet(ApiRoutes.Work, (string id) => Reply.Of(board.Find(id)));
        endpoints.MapPost(ApiRoutes.ConduitReplay, async (string name, HttpContext http, IGateway gateway) =>
        {
            Answer<ReplayRequest> request = await Body.ReadAsync<ReplayRequest>(http.Request);
            return request.IsDone
                ? Reply.Of(await board.DoAsync(http.Request, tell => gateway.Replays.ReplayAsync(name, request.Value, tell, http.RequestAborted)))
                : Reply.Of(request);
        });
        endpoints.MapGet(
            ApiRoutes.ConduitSuggestion,
            async (string name, string? since, int? writes_min, HttpContext http, IGateway gateway) =>
                Reply.Of(await board.DoAsync(
                    http.Request,
                    tell => gateway.Replays.SuggestAsync(name, new SuggestionRequest(since, writes_min), tell, http.RequestAborted))));
    }
}
