using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
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
        });
        endpoints.MapGet(ApiRoutes.Flow, (string id, IGateway gateway) => Reply.Of(gateway.Traffic.Flow(id)));
        endpoints.MapGet(ApiRoutes.Inventory, (IGateway gateway) => Reply.Of(gateway.Traffic.Inventory()));
        endpoints.MapGet(ApiRoutes.Gaps, (HttpContext http, IGateway gateway, TimeProvider time) =>
        {
            Answer<FlowQuery> query = QueryText.Flows(http.Request.Query, time.GetUtcNow());
            return query.IsDone ? Reply.Of(gateway.Traffic.Gaps(query.Value.Conduit, query.Value.Since)) : Reply.Of(query);
        });
    }
}
