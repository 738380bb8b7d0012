using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;
using OtEdge.Console.Serving;

namespace OtEdge.Host.Gateway;

/// <summary>Serves the API on a Unix socket (a named pipe on Windows); no TCP port is opened.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private ApiServer(WebApplication application, string socketPath)
    {
        this.application = application;
        SocketPath = socketPath;
    }

    /// <summary>Path of the socket.</summary>
    public string SocketPath { get; }

    /// <summary>Starts to serve.</summary>
    /// <param name="gateway">What the endpoints ask.</param>
    /// <param name="stateDirectory">Where the socket goes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where faults are logged.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="IOException">The socket cannot be made.</exception>
    public static async Task<ApiServer> StartAsync(
        IGateway gateway, string stateDirectory, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        string path = OperatingSystem.IsWindows() ? ApiRoutes.SocketName : ApiSocket.Claim(stateDirectory);
        WebApplicationBuilder builder = ApiHost.Builder(gateway, time, logs, kestrel =>
        {
            if (OperatingSystem.IsWindows())
            {
                kestrel.ListenNamedPipe(path);
            }
            else
            {
                kestrel.ListenUnixSocket(path);
            }
        });
        if (OperatingSystem.IsWindows())
        {
            builder.WebHost.UseNamedPipes();
        }

        WebApplication application = builder.Build();
        ApiHost.Explain(application);
        application.UseRouting();
        application.UseSocketGate(gateway);
        application.MapGatewayApi();
        (gateway as GatewayRuntime)?.Metrics.Map(application);
        try
        {
            await application.StartAsync(cancellation);
            ApiSocket.Restrict(path);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        return new ApiServer(application, path);
    }

    /// <summary>Answers what is being answered, ends event streams, and removes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(SocketPath);
        }
    }
}
