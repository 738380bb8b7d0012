using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Describing;
using OtEdge.Console.Editing;

namespace OtEdge.Console.Api;

/// <summary>The endpoints about regimes and evidence.</summary>
internal static class EvidenceApi
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, WorkBoard board)
    {
        endpoints.MapGet(ApiRoutes.Regime, (HttpContext http, IGateway gateway) => Guarded.Show<RegimeView>(http, gateway.Evidence.Regime(), Editions.Of))
            .HasTag().Gives<RegimeView>("The operating regime that holds now.");
        endpoints.MapPost(ApiRoutes.Regime, async (HttpContext http, IGateway gateway) =>
        {
            Answer<RegimeRequest> request = await Body.ReadAsync<RegimeRequest>(http.Request);
            return Guarded.Refuses<RegimeView>(http, () => gateway.Evidence.Regime(), Editions.Of) is { } refusal ? Reply.Of(refusal)
                : request.IsDone
                ? Reply.Of(gateway.Evidence.SetRegime(request.Value.Name, Caller.Name(http)))
                : Reply.Of(request);
        }).Takes<RegimeRequest>().HeedsMatch().Gives<RegimeView>("Sets a regime by hand.");
        endpoints.MapPost(ApiRoutes.ConduitEvidence, async (string name, HttpContext http, IGateway gateway) =>
        {
            Answer<EvidenceRequest> request = await Body.ReadAsync<EvidenceRequest>(http.Request);
            return request.IsDone
                ? Reply.Of(await board.DoAsync(http.Request, tell => Task.Run(() => gateway.Evidence.Evidence(name, request.Value, tell), http.RequestAborted)))
                : Reply.Of(request);
        }).Takes<EvidenceRequest>().Gives<EvidenceView>("Makes a sealed report of the evidence for a conduit; changes nothing.");
        endpoints.MapGet(ApiRoutes.ConduitRehearsals, (string name, IGateway gateway) => Reply.Of(gateway.Evidence.Rehearsals(name)))
            .Gives<SignedRehearsalView[]>("Rehearsals that were signed for a conduit.");
        endpoints.MapPost(ApiRoutes.ConduitRehearsals, async (string name, HttpContext http, IGateway gateway) =>
        {
            Answer<RehearsalRequest> request = await Body.ReadAsync<RehearsalRequest>(http.Request);
            return request.IsDone
                ? Reply.Of(gateway.Evidence.SignRehearsal(name, request.Value, Caller.Name(http)))
                : Reply.Of(request);
        }).Takes<RehearsalRequest>().Gives<SignedRehearsalView>("Signs what a regime too rare to be sampled does.");
        endpoints.MapPost(ApiRoutes.FindingTriage, async (string id, HttpContext http, IGateway gateway) =>
        {
            Answer<TriageRequest> request = await Body.ReadAsync<TriageRequest>(http.Request);
            return Guarded.Refuses(http, () => gateway.Finding(id), Editions.Of) is { } refusal ? Reply.Of(refusal)
                : request.IsDone
                ? Reply.Of(gateway.Evidence.Triage(id, request.Value, Caller.Name(http)))
                : Reply.Of(request);
        }).Takes<TriageRequest>().HeedsMatch().Gives<FindingView>("Says that a finding is legitimate, or meant to be refused.");
    }
}
