using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Describing;
using OtEdge.Console.Editing;
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
        }).Gives<Alert[]>("Alerts, last raised first.")
            .Reads(("conduit", "only of this conduit"), ("severity", "low, medium, high or critical: that one and higher"), ("since", "a moment such as 2026-01-31T08:15:00Z, or a duration back from now such as 1h"), ("open", "true or false"), ("limit", "at most so many, 1 to 10000; 100 if absent"));
        endpoints.MapGet(ApiRoutes.Alert, (string id, HttpContext http, IGateway gateway) => Guarded.Show(http, gateway.Alerts.Show(id), Editions.Of))
            .HasTag().Gives<Alert>("One alert.");
        endpoints.MapPost(ApiRoutes.AlertTest, (HttpContext http, IGateway gateway) => AnswerAsync<TestAlertRequest>(
            http, (request, user) => gateway.Alerts.Test(request.Severity, user)))
            .Takes<TestAlertRequest>().Gives<Alert>("Raises an alert that says that it is a test.");
        endpoints.MapPost(ApiRoutes.AlertAcknowledgement, (string id, HttpContext http, IGateway gateway) => AnswerAsync<AcknowledgeRequest>(
            http, (request, user) => Overtaken(id, http, gateway) ?? gateway.Alerts.Acknowledge(id, request, user)))
            .Takes<AcknowledgeRequest>().HeedsMatch().Gives<Alert>("Notes that a person has seen it.");
        endpoints.MapPost(ApiRoutes.AlertShelf, (string id, HttpContext http, IGateway gateway) => AnswerAsync<ShelveRequest>(
            http, (request, user) => Overtaken(id, http, gateway) ?? gateway.Alerts.Shelve(id, request, user)))
            .Takes<ShelveRequest>().HeedsMatch().Gives<Alert>("Counts alerts like it without sending them, or ends that.");
    }

    private static Answer<Alert>? Overtaken(string id, HttpContext http, IGateway gateway) =>
        Guarded.Refuses(http, () => gateway.Alerts.Show(id), Editions.Of) is { } refusal ? (Answer<Alert>)refusal : null;

    private static async Task<IResult> AnswerAsync<T>(HttpContext http, Func<T, string, Answer<Alert>> answer)
        where T : class
    {
        Answer<T> request = await Body.ReadAsync<T>(http.Request);
        return request.IsDone ? Reply.Of(answer(request.Value, Caller.Name(http))) : Reply.Of(request);
    }
}
