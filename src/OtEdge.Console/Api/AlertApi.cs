using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Console.Api;

/// <summary>The endpoints about alerts.</summary>
internal static class AlertApi
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ApiRoutes.Alerts, (HttpContext http, IGateway gateway, TimeProvider time) =>
        {
            Answer<AlertQuery> query = QueryText.Alerts(http.Request.Query, time.GetUtcNow());
            return query.IsDone ? Reply.Of(gateway.Alerts.List(query.Value)) : Reply.Of(query);
        });
        endpoints.MapGet(ApiRoutes.Alert, (string id, IGateway gateway) => Reply.Of(gateway.Alerts.Show(id)));
        endpoints.MapPost(ApiRoutes.AlertTest, (HttpContext http, IGateway gateway) => AnswerAsync<TestAlertRequest>(
            http, (request, user) => gateway.Alerts.Test(request.Severity, user)));
        endpoints.MapPost(ApiRoutes.AlertAcknowledgement, (string id, HttpContext http, IGateway gateway) => AnswerAsync<AcknowledgeRequest>(
            http, (request, user) => gateway.Alerts.Acknowledge(id, request, user)));
        endpoints.MapPost(ApiRoutes.AlertShelf, (string id, HttpContext http, IGateway gateway) => AnswerAsync<ShelveRequest>(
            http, (request, user) => gateway.Alerts.Shelve(id, request, user)));
    }

    private static async Task<IResult> AnswerAsync<T>(HttpContext http, Func<T, string, Answer<Alert>> answer)
        where T : class
    {
        Answer<T> request = await Body.ReadAsync<T>(http.Request);
        return request.IsDone ? Reply.Of(answer(request.Value, Caller.Name(http))) : Reply.Of(request);
    }
}
