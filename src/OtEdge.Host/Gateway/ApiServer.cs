using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;

namespace OtEdge.Host.Gateway;

/// <summary>Serves the API on a Unix socket (a named pipe on Windows); no TCP port is opened.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private const long BodyBytesMax = 4 * 1024 * 1024;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly WebApplication application;

    private ApiServer(WebApplication application, string socketPath)
    {
        this.application = application;
        SocketPath = socketPath;
    }

    /// <summary>Path of the socket.</summary>
    public string SocketPath { get; }

    /// <summary>Starts to serve.</summary>
    /// <exception cref="IOException">The socket cannot be made.</exception>
    public static async Task<ApiServer> StartAsync(
        IGateway gateway, string stateDirectory, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        string path = OperatingSystem.IsWindows() ? ApiRoutes.SocketName : ApiSocket.Claim(stateDirectory);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        if (OperatingSystem.IsWindows())
        {
            builder.WebHost.UseNamedPipes();
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
            if (OperatingSystem.IsWindows())
            {
                kestrel.ListenNamedPipe(path);
            }
            else
            {
                kestrel.ListenUnixSocket(path);
            }
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddGatewayApi(time);
        builder.Services.AddSingleton(gateway);
        builder.Services.Replace(ServiceDescriptor.Singleton(new QuietLogs(logs) as ILoggerFactory));
        // Signals belong to the command that runs the gateway.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);

        WebApplication application = builder.Build();
        application.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = ExplainAsync });
        application.UseRouting();
        application.MapGatewayApi();
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

    private static Task ExplainAsync(HttpContext http)
    {
        Exception? fault = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        string detail = fault is IOException
            ? $"the journal cannot be used: {fault.Message}"
            : $"internal fault: {fault?.Message} The log says more; please report it.";
        return GatewayApi.Explain(new Refusal(RefusalKind.Failed, "It failed here", detail)).ExecuteAsync(http);
    }
}
