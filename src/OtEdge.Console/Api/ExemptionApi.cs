using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Describing;

namespace OtEdge.Console.Api;

/// <summary>The endpoints of break-glass and permits.</summary>
internal static class ExemptionApi
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ApiRoutes.Glasses, (IGateway gateway) => Reply.Json(gateway.Exemptions.Glasses()))
            .Gives<BreakGlassView[]>("Break-glass, newest first.");
        endpoints.MapPost(ApiRoutes.ConduitBreakGlass, (string name, HttpContext http, IGateway gateway) =>
            TakeAsync<BreakGlassRequest, BreakGlassView>(http, (request, user) =>
                gateway.Exemptions.BreakAsync(name, request, user, http.RequestAborted)))
            .Takes<BreakGlassRequest>().Gives<BreakGlassView>("Loosens a conduit at once, for an emergency.");
        endpoints.MapPost(ApiRoutes.ConduitGlassReturn, (string name, HttpContext http, IGateway gateway) =>
            TakeAsync<GlassReturnRequest, BreakGlassView>(http, (request, user) =>
                gateway.Exemptions.ReturnAsync(name, request, user, http.RequestAborted)))
            .Takes<GlassReturnRequest>().Gives<BreakGlassView>("Starts the change that leads back from break-glass.");
        endpoints.MapPost(ApiRoutes.GlassReview, (string id, HttpContext http, IGateway gateway) =>
            TakeAsync<GlassReviewRequest, BreakGlassView>(http, (request, user) =>
                gateway.Exemptions.ReviewAsync(id, request, user, http.RequestAborted)))
            .Takes<GlassReviewRequest>().Gives<BreakGlassView>("Notes that a break-glass was reviewed.");
        endpoints.MapGet(ApiRoutes.Permits, (IGateway gateway) => Reply.Json(gateway.Exemptions.Permits()))
            .Gives<PermitView[]>("Permits, newest first.");
        endpoints.MapPost(ApiRoutes.ConduitPermits, (string name, HttpContext http, IGateway gateway) =>
            TakeAsync<PermitRequest, PermitView>(http, (request, user) =>
                gateway.Exemptions.AskAsync(name, request, user, http.RequestAborted)))
            .Takes<PermitRequest>().Gives<PermitView>("Asks for a time-boxed exception.");
        endpoints.MapPost(ApiRoutes.PermitApproval, async (string id, HttpContext http, IGateway gateway) =>
            Reply.Of(await gateway.Exemptions.ApproveAsync(id, Caller.Name(http), http.RequestAborted)))
            .Gives<PermitView>("Says yes to a permit.");
        endpoints.MapPost(ApiRoutes.PermitEnd, async (string id, HttpContext http, IGateway gateway) =>
            Reply.Of(await gateway.Exemptions.EndAsync(id, Caller.Name(http), http.RequestAborted)))
            .Gives<PermitView>("Ends a permit before its time.");
    }

    private static async Task<IResult> TakeAsync<TRequest, TView>(HttpContext http, Func<TRequest, string, Task<Answer<TView>>> take)
        where TRequest : class
        where TView : class
    {
        Answer<TRequest> request = await Body.ReadAsync<TRequest>(http.Request);
        return request.IsDone ? Reply.Of(await take(request.Value, Caller.Name(http))) : Reply.Of(request);
    }
}
