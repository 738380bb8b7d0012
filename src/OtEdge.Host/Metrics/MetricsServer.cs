using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Metrics;

/// <summary>Serves `/metrics`, and nothing else, to a Prometheus on a port of its own.</summary>
internal static partial class MetricsServer
{
    /// <summary>Starts it; a port that is taken, or an address that is not there, is logged and costs nothing else.</summary>
    /// <param name="listen">Where, such as http://127.0.0.1:9464; null: nowhere.</param>
    /// <param name="export">The metrics.</param>
    /// <param name="gateway">The gateway.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where faults are logged.</param>
    /// <returns>The server; null when there is none.</returns>
    public static async Task<WebApplication?> StartAsync(
        Uri? listen, MetricsExport export, IGateway gateway, TimeProvider time, ILoggerFactory logs)
    {
        if (listen is null)
        {
            return null;
        }

        WebApplication application = ApiHost.Builder(gateway, time, logs, kestrel => ApiHost.Listen(kestrel, listen)).Build();
        application.UseRouting();
        export.Map(application);
        if (await ApiHost.TryStartAsync(application, CancellationToken.None) is { } fault)
        {
            LogFault(logs.CreateLogger<MetricsExport>(), listen, fault);
            return null;
        }

        return application;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Metrics cannot be served at {Listen}: {Fault}")]
    private static partial void LogFault(ILogger logger, Uri listen, string fault);
}
