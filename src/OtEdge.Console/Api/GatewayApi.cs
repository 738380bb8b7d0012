using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OtEdge.Console.Describing;
using OtEdge.Console.Editing;
using OtEdge.Console.Keeping;
using OtEdge.Console.Serving;
using OtEdge.Core.Findings;

namespace OtEdge.Console.Api;

/// <summary>The endpoints of the HTTP API; each asks <see cref="IGateway"/> and turns its answer into JSON.</summary>
public static class GatewayApi
{
    private const int CountDefault = 100;
    private const int CountMax = 10_000;

    /// <summary>Makes the conventions of <see cref="ApiJson"/> those of the server, and tells it the clock for durations back from now.</summary>
    public static IServiceCollection AddGatewayApi(this IServiceCollection services, TimeProvider time) =>
        services.AddSingleton(time).ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions)).AddApiDescription();

    /// <summary>Maps every path of <see cref="ApiRoutes"/>.</summary>
    public static IEndpointRouteBuilder MapGatewayApi(this IEndpointRouteBuilder endpoints)
    {
        MapViews(endpoints);
        MapFindings(endpoints);
        TrafficApi.Map(endpoints);
        MapChanges(endpoints);
        MapShadows(endpoints);
        var board = new WorkBoard();
        ReplayApi.Map(endpoints, board);
        endpoints.MapGet(ApiRoutes.Captures, ExportFrames)
            .GivesFile("application/x-pcapng", "The frames that were kept around findings.")
            .Reads(("finding", "only around this finding"), ("conduit", "only of this conduit"), ("since", "a moment such as 2026-01-31T08:15:00Z, or a duration back from now such as 1h"));
        EvidenceApi.Map(endpoints, board);
        PeopleApi.Map(endpoints);
        TagApi.Map(endpoints);
        CampaignApi.Map(endpoints);
        AlertApi.Map(endpoints);
        AuditApi.Map(endpoints);
        ExemptionApi.Map(endpoints);
        DraftApi.Map(endpoints);
        AccessApi.Map(endpoints);
        BackupApi.Map(endpoints, board);
        SettingsApi.Map(endpoints);
        CertificateApi.Map(endpoints);
        MapHealth(endpoints);
        ApiDescription.Map(endpoints);
        return endpoints;
    }

    /// <summary>A refusal as problem details, for faults outside of the endpoints.</summary>
    public static IResult Explain(Refusal refusal) => Reply.Of(refusal);

    private static void MapViews(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ApiRoutes.Status, (IGateway gateway) => Reply.Json(gateway.Status())).Gives<StatusView>("The whole site at a glance.");
        endpoints.MapGet(ApiRoutes.Zones, (IGateway gateway) => Reply.Json(gateway.Status().Zones)).Gives<ZoneView[]>("Zones, with their modes and conduits.");
        endpoints.MapGet(ApiRoutes.Conduits, (IGateway gateway) => Reply.Json(gateway.Status().Conduits)).Gives<ConduitView[]>("Conduits as they stand now.");
        endpoints.MapGet(ApiRoutes.Conduit, (string name, IGateway gateway) => Reply.Of(gateway.Conduit(name))).Gives<ConduitView>("One conduit as it stands now.");
        endpoints.MapGet(ApiRoutes.ConduitPolicy, (string name, HttpContext http, IGateway gateway) => Guarded.Show(http, gateway.Policy(name), Editions.Of)).HasTag().Gives<PolicyView>("The policy that a conduit lives by now.");
        endpoints.MapGet(ApiRoutes.ConduitTrend, (string name, string? since, IGateway gateway) => Reply.Of(gateway.Trend(name, since)))
            .Gives<TrendView>("Requests, refusals and added latency of a conduit since the process started; `since` is a duration up to 24h.");
        endpoints.MapPost(
            ApiRoutes.ConduitRestart,
            async (string name, HttpContext http, IGateway gateway) =>
                Reply.Of(await gateway.RestartAsync(name, Caller.Name(http), http.RequestAborted)))
            .Gives<ConduitView>("Drops a conduit's connections and opens it again as the settings now say.");
        endpoints.MapPost(
            ApiRoutes.Reload,
            async (HttpContext http, IGateway gateway) =>
                Reply.Of(await gateway.ReloadAsync(Caller.Name(http), http.RequestAborted)))
            .Gives<ReloadResult>("Reads the settings again; bad ones change nothing.");
        endpoints.MapGet(ApiRoutes.Events, Events)
            .WithSummary("What happens, as server-sent events; the header Last-Event-ID resumes after the last one seen.");
    }

    private static void MapFindings(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ApiRoutes.Findings, (HttpContext http, IGateway gateway, TimeProvider time) =>
        {
            Answer<FindingQuery> query = QueryText.Findings(http.Request.Query, time.GetUtcNow());
            return query.IsDone ? Reply.Of(gateway.Findings(query.Value)) : Reply.Of(query);
        }).Gives<FindingView[]>("Findings, last seen first.")
            .Reads(("conduit", "only of this conduit"), ("kind", "only of this kind"), ("verdict", "allowed, would_be_refused or refused"), ("since", "a moment such as 2026-01-31T08:15:00Z, or a duration back from now such as 1h"), ("limit", "at most so many, 1 to 10000; 100 if absent"));
        endpoints.MapGet(ApiRoutes.Finding, (string id, HttpContext http, IGateway gateway) => Guarded.Show(http, gateway.Finding(id), Editions.Of)).HasTag().Gives<FindingView>("One finding.");
    }

    private static void MapChanges(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(
            ApiRoutes.Changes,
            (string? conduit, int? limit, IGateway gateway) =>
                Reply.Of(gateway.Changes(conduit, Math.Clamp(limit ?? CountDefault, 1, CountMax))))
            .Gives<ChangeView[]>("Changes, newest first.");
        endpoints.MapGet(ApiRoutes.Change, (string id, HttpContext http, IGateway gateway) => Guarded.Show(http, gateway.Change(id), Editions.Of)).HasTag().Gives<ChangeView>("One change; the id `last` stands for the newest.");
        endpoints.MapPost(ApiRoutes.Changes, async (HttpContext http, IGateway gateway) =>
        {
            Answer<ProposalRequest> request = await Body.ReadAsync<ProposalRequest>(http.Request);
            Answer<ProposalRequest> bound = !request.IsDone ? request
                : request.Value.Yes && Caller.RefuseSteps(http) is { } refusal ? refusal
                : Guarded.Proposal(request.Value, http, gateway);
            return bound.IsDone
                ? Reply.Of(await gateway.ProposeAsync(bound.Value, Caller.Name(http), http.RequestAborted))
                : Reply.Of(bound);
        }).Takes<ProposalRequest>().HeedsMatch().Gives<ChangeResult>("Proposes a change.");
        endpoints.MapPost(ApiRoutes.ConduitRollback, async (string name, HttpContext http, IGateway gateway) =>
        {
            Answer<RollbackRequest> request = await Body.ReadAsync<RollbackRequest>(http.Request);
            return request.IsDone
                ? Reply.Of(await gateway.RollbackAsync(name, request.Value, Caller.Name(http), http.RequestAborted))
                : Reply.Of(request);
        }).Takes<RollbackRequest>().Gives<ChangeResult>("Proposes the previous confirmed posture of a conduit.");
        endpoints.MapPost(ApiRoutes.ChangeStep, TakeStepAsync).Takes<StepRequest>().HeedsMatch().Gives<ChangeResult>(
            $"Takes a step with a change: {string.Join(", ", Enum.GetNames<ChangeStep>()).ToLowerInvariant()}.");
    }

    private static void MapShadows(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ApiRoutes.ConduitShadow, (string name, HttpContext http, IGateway gateway) => Guarded.Show(http, gateway.Shadows.Report(name), Editions.Of)).HasTag()
            .Gives<ShadowReport>("What the candidate beside the live rules has judged otherwise.");
        endpoints.MapPost(ApiRoutes.ConduitShadow, async (string name, HttpContext http, IGateway gateway) =>
        {
            Answer<ShadowRequest> request = await Body.ReadAsync<ShadowRequest>(http.Request);
            return Guarded.Refuses(http, () => gateway.Shadows.Report(name), Editions.Of) is { } refusal ? Reply.Of(refusal)
                : request.IsDone
                ? Reply.Of(await gateway.Shadows.SetAsync(name, request.Value, http.RequestAborted))
                : Reply.Of(request);
        }).Takes<ShadowRequest>().HeedsMatch().Gives<ShadowReport>("Has a candidate judged beside the live rules, or none.");
    }

    private static void MapHealth(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ApiRoutes.Live, () => Results.Text("live\n")).GivesText("Whether the process answers.");
        endpoints.MapGet(ApiRoutes.Ready, (IGateway gateway) =>
        {
            IReadOnlyList<string> faults = gateway.Unready();
            return faults.Count == 0
                ? Results.Text("ready\n")
                : Results.Text(string.Join('\n', faults) + "\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }).GivesText("Whether every conduit listens and the journal can be written; otherwise 503 with what is wrong.");
    }

    private static IResult ExportFrames(HttpContext http, IGateway gateway, TimeProvider time)
    {
        Answer<FrameQuery> query = QueryText.Frames(http.Request.Query, time.GetUtcNow());
        Answer<IReadOnlyList<Stream>> found = query.IsDone ? gateway.Frames.Export(query.Value) : query.Refusal;
        return found.IsDone
            ? Results.Stream(output => CopyAsync(found.Value, output, http.RequestAborted), "application/x-pcapng")
            : Reply.Of(found.Refusal);
    }

    private static async Task CopyAsync(IReadOnlyList<Stream> sections, Stream output, CancellationToken cancellation)
    {
        try
        {
            foreach (Stream section in sections)
            {
                await section.CopyToAsync(output, cancellation);
            }
        }
        finally
        {
            foreach (Stream section in sections)
            {
                await section.DisposeAsync();
            }
        }
    }

    private static async Task<IResult> TakeStepAsync(string id, string step, HttpContext http, IGateway gateway)
    {
        if (!Enum.TryParse(step, ignoreCase: true, out ChangeStep known) || !Enum.IsDefined(known))
        {
            string steps = string.Join(", ", Enum.GetNames<ChangeStep>()).ToLowerInvariant();
            return Reply.Of(new Refusal(
                RefusalKind.Unknown, "Unknown step", $"\"{step}\" is no step of a change; expected one of {steps}."));
        }

        Answer<StepRequest> request = await Body.ReadAsync<StepRequest>(http.Request);
        Answer<StepRequest> bound = request.IsDone ? Guarded.Step(id, known, request.Value, http, gateway) : request;
        return bound.IsDone
            ? Reply.Of(await gateway.StepAsync(id, known, bound.Value, Caller.Name(http), http.RequestAborted))
            : Reply.Of(bound);
    }

    private static ServerSentEventsResult<GatewayEvent> Events(
        HttpContext http, IGateway gateway, IHostApplicationLifetime lifetime)
    {
        long? after = long.TryParse(http.Request.Headers["Last-Event-ID"], out long last) ? last : null;
        return TypedResults.ServerSentEvents(Items(gateway, after, lifetime.ApplicationStopping, http.RequestAborted));
    }

    // A server that stops waits for its answers, and this one would never end by itself.
    private static async IAsyncEnumerable<SseItem<GatewayEvent>> Items(
        IGateway gateway,
        long? after,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        await foreach (GatewayEvent happened in gateway.EventsAsync(after, end.Token))
        {
            yield return new SseItem<GatewayEvent>(happened, happened.Kind) { EventId = $"{happened.Id}" };
        }
    }
}
