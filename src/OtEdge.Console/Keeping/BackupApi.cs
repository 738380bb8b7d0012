using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Api;
using OtEdge.Console.Describing;
using OtEdge.Core.Zones;

namespace OtEdge.Console.Keeping;

/// <summary>The endpoints of backups; for administrators alone, on the local socket, too.</summary>
internal static class BackupApi
{
    private const string MediaType = "application/zip";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, WorkBoard board)
    {
        endpoints.MapGet(ApiRoutes.Backups, (HttpContext http, IGateway gateway) =>
            Reply.Of(Refuses(http, gateway) is { } refusal ? refusal : gateway.Management.Backups.List()))
            .Gives<BackupView[]>("Backups that the gateway keeps, newest first.");
        endpoints.MapPost(ApiRoutes.Backups, async (HttpContext http, IGateway gateway) =>
        {
            Answer<BackupRequest> request = Refuses(http, gateway) is { } refusal ? refusal : await Body.ReadAsync<BackupRequest>(http.Request);
            return request.IsDone
                ? Reply.Of(await board.DoAsync(http.Request, _ => gateway.Management.Backups.MakeAsync(request.Value, Caller.Name(http), http.RequestAborted)))
                : Reply.Of(request);
        }).Takes<BackupRequest>().Gives<BackupView>("Makes a backup while the gateway runs.");
        endpoints.MapGet(ApiRoutes.Backup, (string name, HttpContext http, IGateway gateway) =>
        {
            Answer<BackupFile> file = Refuses(http, gateway) is { } refusal ? refusal : gateway.Management.Backups.Take(name, Caller.Name(http));
            return file.IsDone ? Results.File(file.Value.Path, MediaType, file.Value.Name) : Reply.Of(file);
        }).GivesFile(MediaType, "Takes a backup out.");
        endpoints.MapDelete(ApiRoutes.Backup, (string name, HttpContext http, IGateway gateway) =>
        {
            Answer<BackupFile> file = Refuses(http, gateway) is { } refusal ? refusal : gateway.Management.Backups.Remove(name, Caller.Name(http));
            return file.IsDone ? Results.NoContent() : Reply.Of(file);
        }).GivesNothing("Removes a backup.");
    }

    private static Refusal? Refuses(HttpContext http, IGateway gateway) =>
        (gateway.People.RolesOf(Caller.Name(http)) & PersonRoles.Administrator) != 0
            ? null
            : new Refusal(RefusalKind.Forbidden, "Role is missing", "backups hold everything that the gateway knows; they take the role administrator.");
}
