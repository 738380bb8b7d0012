using Microsoft.AspNetCore.Builder;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;

namespace OtEdge.Console.Serving;

/// <summary>The operator console over the network: its pages, its accounts, and the gate before the API.</summary>
/// <param name="accounts">Who can sign in.</param>
/// <param name="sessions">Who is signed in.</param>
/// <param name="time">The clock.</param>
public sealed class ConsoleSite(AccountStore accounts, SessionTable sessions, TimeProvider time)
{
    /// <summary>Puts the gate before every endpoint; goes between routing and endpoints.</summary>
    public void Guard(IApplicationBuilder application, IGateway gateway)
    {
        var gate = new ConsoleGate(sessions, gateway);
        application.Use(next => http => gate.PassAsync(http, next));
    }

    /// <summary>Maps pages and accounts.</summary>
    public void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints)
    {
        WebFiles.Map(endpoints);
        new SessionApi(accounts, sessions, new SignInThrottle(time), time).Map(endpoints);
    }
}
