using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Api;
using OtEdge.Console.Describing;

namespace OtEdge.Console.Editing;

/// <summary>The endpoints of drafts.</summary>
internal static class DraftApi
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ApiRoutes.ConduitDraft, (string name, HttpContext http, IGateway gateway) =>
            EntityTag.Reply(http, gateway.Management.Drafts.Find(name), draft => draft.Tag))
            .Gives<DraftView>("The text that people work on before it is proposed as the conduit's policy.").HasTag();
        endpoints.MapPut(ApiRoutes.ConduitDraft, async (string name, HttpContext http, IGateway gateway) =>
        {
            Answer<DraftRequest> request = await Body.ReadAsync<DraftRequest>(http.Request);
            return EntityTag.Reply(
                http,
                request.IsDone ? gateway.Management.Drafts.Save(name, request.Value, Condition.Of(http.Request), Caller.Name(http)) : request.Refusal,
                draft => draft.Tag);
        }).Takes<DraftRequest>().Gives<DraftView>("Saves a text for others to go on with; changes nothing that is judged.").NeedsMatch();
        endpoints.MapDelete(ApiRoutes.ConduitDraft, (string name, HttpContext http, IGateway gateway) =>
            EntityTag.Reply(http, gateway.Management.Drafts.Discard(name, Condition.Of(http.Request), Caller.Name(http)), draft => draft.Tag))
            .Gives<DraftView>("Throws the draft away.").NeedsMatch();
    }
}
