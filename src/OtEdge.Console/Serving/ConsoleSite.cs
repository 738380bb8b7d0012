using Microsoft.AspNetCore.Builder;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;

namespace OtEdge.Console.Serving;

/// <summary>The operator console over the network: its pages, its accounts, and the gate before the API.</summary>
/// <param name="gateway">What it shows.</param>
/// <param name="time">The clock.</param>
public sealed class ConsoleSite(IGateway gateway, TimeProvider time)
{
    /// <summary>Puts the gate before every endpoint; goes between routing and endpoints.</summary>
    public void Guard(IApplicationBuilder application)
    {
        var gate = new ConsoleGate(gateway);
        application.Use(next => http => gate.PassAsync(http, next));
    }

    /// <summary>Maps pages and accounts.</summary>
    public void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints)
    {
        WebFiles.Map(endpoints);
        new SessionApi(gateway.Management, new SignInThrottle(time)).Map(endpoints);
    }
}
