using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Describing;

namespace OtEdge.Console.Api;

/// <summary>The endpoints about campaigns.</summary>
internal static class CampaignApi
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ApiRoutes.Campaigns, (IGateway gateway) => Reply.Json(gateway.Campaigns.List()))
            .Gives<CampaignView[]>("Campaigns, newest first.");
        endpoints.MapGet(ApiRoutes.Campaign, (string id, IGateway gateway) => Reply.Of(gateway.Campaigns.Find(id)))
            .Gives<CampaignView>("One campaign; the id `last` stands for the newest.");
        endpoints.MapPost(ApiRoutes.ZoneMode, async (string name, HttpContext http, IGateway gateway) =>
        {
            Answer<CampaignRequest> request = await Body.ReadAsync<CampaignRequest>(http.Request);
            return request.IsDone
                ? Reply.Of(await gateway.Campaigns.StartAsync(name, request.Value, Caller.Name(http), http.RequestAborted))
                : Reply.Of(request);
        }).Takes<CampaignRequest>().Gives<CampaignView>("Begins to lead the conduits of a zone to a mode.");
        endpoints.MapPost(ApiRoutes.ConduitPlan, async (string name, HttpContext http, IGateway gateway) =>
        {
            Answer<CampaignRequest> request = await Body.ReadAsync<CampaignRequest>(http.Request);
            return request.IsDone
                ? Reply.Of(await gateway.Campaigns.PlanAsync(name, request.Value, Caller.Name(http), http.RequestAborted))
                : Reply.Of(request);
        }).Takes<CampaignRequest>().Gives<CampaignView>("Begins to lead one conduit to a mode, step by step.");
        endpoints.MapPost(ApiRoutes.CampaignStep, TakeStepAsync)
            .Takes<CampaignStepRequest>().Gives<CampaignView>("Takes a step with a campaign: hold, resume or withdraw.");
    }

    private static async Task<IResult> TakeStepAsync(string id, string step, HttpContext http, IGateway gateway)
    {
        if (!Enum.TryParse(step, ignoreCase: true, out CampaignStep known) || !Enum.IsDefined(known))
        {
            string steps = string.Join(", ", Enum.GetNames<CampaignStep>()).ToLowerInvariant();
            return Reply.Of(new Refusal(
                RefusalKind.Unknown, "Unknown step", $"\"{step}\" is no step of a campaign; expected one of {steps}."));
        }

        Answer<CampaignStepRequest> request = await Body.ReadAsync<CampaignStepRequest>(http.Request);
        return request.IsDone
            ? Reply.Of(await gateway.Campaigns.StepAsync(id, known, request.Value, Caller.Name(http), http.RequestAborted))
            : Reply.Of(request);
    }
}
