using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Describing;
using OtEdge.Core.Traffic;

namespace OtEdge.Console.Api;

/// <summary>The endpoints of recorded traffic.</summary>
internal static class TrafficApi
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ApiRoutes.Flows, (HttpContext http, IGateway gateway, TimeProvider time) =>
        {
            Answer<FlowQuery> query = QueryText.Flows(http.Request.Query, time.GetUtcNow());
            return query.IsDone ? Reply.Of(gateway.Traffic.Flows(query.Value)) : Reply.Of(query);
        }).Gives<FlowView[]>("Recorded traffic, folded into flows.").Reads(
            ("conduit", "only of this conduit"), ("client", "only of this client"), ("class", "only of this class"), ("since", "last seen since then: a moment, or a duration back from now"),
            ("new", "first seen since then: a moment, or a duration back from now"), ("sort", "the order"), ("limit", "at most so many, 1 to 10000; 100 if absent"));
        endpoints.MapGet(ApiRoutes.Flow, (string id, IGateway gateway) => Reply.Of(gateway.Traffic.Flow(id)))
            .Gives<FlowView>("One flow with everything known of it.");
        endpoints.MapGet(ApiRoutes.Inventory, (IGateway gateway) => Reply.Of(gateway.Traffic.Inventory()))
            .Gives<InventoryView>("Who talks to whom, from recorded traffic.");
        endpoints.MapGet(ApiRoutes.Gaps, (HttpContext http, IGateway gateway, TimeProvider time) =>
        {
            Answer<FlowQuery> query = QueryText.Flows(http.Request.Query, time.GetUtcNow());
            return query.IsDone ? Reply.Of(gateway.Traffic.Gaps(query.Value.Conduit, query.Value.Since)) : Reply.Of(query);
        }).Gives<GapView[]>("Times in which traffic was not recorded, oldest first.").Reads(("conduit", "only of this conduit"), ("since", "a moment such as 2026-01-31T08:15:00Z, or a duration back from now such as 1h"));
    }
}
