using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;

namespace OtEdge.Host.Gateway;

/// <summary>The web server as both the local socket and the console use it.</summary>
internal static class ApiHost
{
    private const long BodyBytesMax = 4 * 1024 * 1024;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    /// <summary>A builder with the API's conventions; the caller maps and starts.</summary>
    /// <param name="gateway">What the endpoints ask.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where faults are logged.</param>
    /// <param name="listen">Says where to listen.</param>
    public static WebApplicationBuilder Builder(IGateway gateway, TimeProvider time, ILoggerFactory logs, Action<KestrelServerOptions> listen)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
            listen(kestrel);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddGatewayApi(time);
        builder.Services.AddSingleton(gateway);
        builder.Services.Replace(ServiceDescriptor.Singleton(new QuietLogs(logs) as ILoggerFactory));
        // Signals belong to the command that runs the gateway.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        return builder;
    }

    /// <summary>Has a server listen at an address of the settings.</summary>
    /// <param name="kestrel">The server.</param>
    /// <param name="at">The address; a name means loopback.</param>
    /// <param name="configure">What else the listener needs; null: nothing.</param>
    public static void Listen(KestrelServerOptions kestrel, Uri at, Action<ListenOptions>? configure = null)
    {
        configure ??= _ => { };
        if (IPAddress.TryParse(at.Host.Trim('[', ']'), out IPAddress? address))
        {
            kestrel.Listen(address, at.Port, configure);
        }
        else
        {
            kestrel.ListenLocalhost(at.Port, configure);
        }
    }

    /// <summary>Starts a server whose trouble must not be the traffic's: a port that is taken, an address that this machine does not have.</summary>
    /// <returns>Why it could not be started, and it is gone then; null: it serves.</returns>
    public static async Task<string?> TryStartAsync(WebApplication application, CancellationToken cancellation)
    {
        try
        {
            await application.StartAsync(cancellation);
            return null;
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            await application.DisposeAsync();
            return fault.Message;
        }
    }

    /// <summary>Turns faults of endpoints into problem details.</summary>
    public static void Explain(WebApplication application) =>
        application.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = ExplainAsync });

    private static Task ExplainAsync(HttpContext http)
    {
        Exception? fault = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        string detail = fault is IOException
            ? $"the state directory cannot be used: {fault.Message}"
            : $"internal fault: {fault?.Message} The log says more; please report it.";
        return GatewayApi.Explain(new Refusal(RefusalKind.Failed, "It failed here", detail)).ExecuteAsync(http);
    }
}
