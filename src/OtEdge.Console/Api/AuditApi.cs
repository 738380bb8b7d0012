using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Describing;
using OtEdge.Core.Auditing;

namespace OtEdge.Console.Api;

/// <summary>The endpoints of the audit.</summary>
internal static class AuditApi
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ApiRoutes.Audit, (HttpContext http, IGateway gateway) =>
        {
            Answer<AuditQuery> query = QueryText.Audit(http.Request.Query);
            return query.IsDone ? Reply.Of(gateway.Audit.Entries(query.Value)) : Reply.Of(query);
        }).Gives<AuditView[]>("Who did what, oldest first.")
            .Reads(("conduit", "only of this conduit"), ("kind", "only of this kind"), ("subject", "only of this change, alert or other subject"), ("from", "number of the first entry"), ("limit", "at most so many, 1 to 10000; 100 if absent"));
        endpoints.MapGet(ApiRoutes.AuditProof, (IGateway gateway) => Reply.Of(gateway.Audit.Proof()))
            .Gives<AuditProofView>("Follows the whole chain and holds it against its checkpoints.");
        endpoints.MapGet(ApiRoutes.ChangeArchive, (string id, HttpContext http, IGateway gateway) =>
        {
            Answer<ChangeArchive> archive = gateway.Audit.Archive(id, Caller.Name(http));
            return archive.IsDone ? Results.Bytes(archive.Value.Content, "application/zip", $"{id}.zip") : Reply.Of(archive.Refusal);
        }).GivesFile("application/zip", "Everything about one change, as an archive that is verified anywhere.");
        endpoints.MapGet(ApiRoutes.AuditExport, (HttpContext http, IGateway gateway) =>
        {
            Answer<AuditLines> export = gateway.Audit.Export();
            return export.IsDone
                ? Results.Stream(output => WriteAsync(export.Value.Lines, output, http.RequestAborted), "application/jsonl")
                : Reply.Of(export.Refusal);
        }).GivesFile("application/jsonl", "The whole audit with its checkpoints, a JSON document on each line.");
    }

    private static async Task WriteAsync(IEnumerable<string> lines, Stream output, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(output) { NewLine = "\n" };
        foreach (string line in lines)
        {
            await writer.WriteLineAsync(line.AsMemory(), cancellation);
        }
    }
}
