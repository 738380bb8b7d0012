using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OtEdge.Host.Gateway;
using Serilog;

namespace OtEdge.Host.Hosting;

/// <summary>Puts the host of a gateway together: a systemd or Windows service where started as one, otherwise a plain process.</summary>
internal static class GatewayHost
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    /// <summary>A host that is ready to run.</summary>
    /// <param name="options">Where settings and state are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where everybody logs.</param>
    public static IHost Make(GatewayOptions options, TimeProvider time, ILogger logger)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ApplicationName = "otedge" });
        builder.Services.AddSerilog(logger);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(time == TimeProvider.System ? new SharedTicks() : time);
        builder.Services.AddHostedService<GatewayService>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        // Signals reach the command; a service manager brings its own lifetime, which is then the last one registered.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSystemd();
        builder.Services.AddWindowsService(service => service.ServiceName = "OtEdge");
        return builder.Build();
    }
}
