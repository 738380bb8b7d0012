using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Describing;

namespace OtEdge.Console.Api;

/// <summary>The endpoints that replay recorded traffic and suggest policies from it.</summary>
internal static class ReplayApi
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, WorkBoard board)
    {
        endpoints.MapGet(ApiRoutes.Work, (string id) => Reply.Of(board.Find(id)))
            .Gives<WorkView>($"How far long work is that a request has named by {ApiRoutes.WorkHeader}.");
        endpoints.MapPost(ApiRoutes.ConduitReplay, async (string name, HttpContext http, IGateway gateway) =>
        {
            Answer<ReplayRequest> request = await Body.ReadAsync<ReplayRequest>(http.Request);
            return request.IsDone
                ? Reply.Of(await board.DoAsync(http.Request, tell => gateway.Replays.ReplayAsync(name, request.Value, tell, http.RequestAborted)))
                : Reply.Of(request);
        }).Takes<ReplayRequest>().Gives<ReplayView>("Replays recorded traffic against a policy; changes nothing.");
        endpoints.MapGet(
            ApiRoutes.ConduitSuggestion,
            async (string name, string? since, int? writes_min, HttpContext http, IGateway gateway) =>
                Reply.Of(await board.DoAsync(
                    http.Request,
                    tell => gateway.Replays.SuggestAsync(name, new SuggestionRequest(since, writes_min), tell, http.RequestAborted))))
            .Gives<SuggestionView>("A policy from recorded traffic.");
        endpoints.MapPost(ApiRoutes.ConduitPolicyCheck, async (string name, HttpContext http, IGateway gateway) =>
        {
            Answer<PolicyText> policy = await Body.ReadAsync<PolicyText>(http.Request);
            return policy.IsDone ? Reply.Of(gateway.Replays.Check(name, policy.Value)) : Reply.Of(policy);
        }).Takes<PolicyText>().Gives<PolicyCheckView>("Checks a policy, runs its tests and compares it with the live one; changes nothing.");
        endpoints.MapGet(ApiRoutes.PolicySchema, (IGateway gateway) => Results.Text(gateway.Replays.PolicySchema, "application/schema+json"))
            .GivesFile("application/schema+json", "The JSON Schema of policy files.");
    }
}
