using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using OtEdge.Host.Metrics;
using OtEdge.Host.Web;

namespace OtEdge.Host.Gateway;

/// <summary>What a gateway serves: the API on its socket, the console, and metrics on a port of their own.</summary>
internal sealed class GatewayServers : IAsyncDisposable
{
    private ApiServer? api;
    private WebApplication? metrics;

    private GatewayServers()
    {
    }

    /// <summary>The console; null when it is not served.</summary>
    public ConsoleServer? Console { get; private set; }

    /// <summary>Path of the API's socket; null when it is not served.</summary>
    public string? SocketPath => api?.SocketPath;

    /// <summary>Starts what options and settings ask for.</summary>
    /// <exception cref="IOException">The socket cannot be made; nothing is served then.</exception>
    public static async Task<GatewayServers> StartAsync(
        GatewayRuntime gateway, GatewayOptions options, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        var servers = new GatewayServers();
        try
        {
            servers.metrics = await MetricsServer.StartAsync(options.Settings?.MetricsListen, gateway.Metrics, gateway, time, logs);
            servers.api = options.ServesApi ? await ApiServer.StartAsync(gateway, options.StateDirectory, time, logs, cancellation) : null;
            servers.Console = await ConsoleServer.StartAsync(gateway, options, time, logs, cancellation);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (Console?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (api?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (metrics?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
