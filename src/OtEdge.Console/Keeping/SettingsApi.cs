using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Api;
using OtEdge.Console.Describing;

namespace OtEdge.Console.Keeping;

/// <summary>The endpoints of settings.</summary>
internal static class SettingsApi
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ApiRoutes.Settings, (IGateway gateway) => Reply.Json(gateway.Management.Settings.InForce()))
            .Gives<SettingsView>("The settings in force, as files.");
        endpoints.MapGet(ApiRoutes.SettingsVerdict, (IGateway gateway) => Reply.Json(gateway.Management.Settings.Verdict()))
            .Gives<SettingsVerdict>("What would come of reading the settings again; changes nothing.");
    }
}
