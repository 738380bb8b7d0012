using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OtEdge.Host.Commands;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Hosting;

/// <summary>The gateway as a service: starts it, says where it listens, reloads on SIGHUP, stops it in order.</summary>
/// <param name="options">Where settings and state are.</param>
/// <param name="time">The clock.</param>
/// <param name="logs">Where everybody logs.</param>
internal sealed partial class GatewayService(GatewayOptions options, TimeProvider time, ILoggerFactory logs) : IHostedService
{
    private readonly ILogger logger = logs.CreateLogger<GatewayService>();
    private GatewayRuntime? gateway;
    private PosixSignalRegistration? hangUp;

    /// <inheritdoc/>
    /// <exception cref="CommandFailure">The settings have errors.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var start = await GatewayRuntime.StartAsync(options, time, logs, cancellationToken);
        gateway = start.Gateway ?? throw new CommandFailure(
            ExitCode.Wrong,
            string.Join(
                Environment.NewLine,
                [$"the settings in {options.SettingsDirectory} have errors, nothing was started:", .. start.Problems]));
        foreach (var problem in start.Problems)
        {
            LogProblem(logger, $"{problem}");
        }

        var status = gateway.Status();
        foreach (var conduit in status.Conduits.Where(conduit => conduit.Listen is not null))
        {
            LogListening(logger, conduit.Name, conduit.Listen!, conduit.Device, conduit.Mode);
        }

        LogReady(logger, status.Site, status.Version, gateway.SocketPath ?? "none");
        if (!OperatingSystem.IsWindows())
        {
            hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Reload);
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        hangUp?.Dispose();
        if (gateway is not null)
        {
            await gateway.DisposeAsync();
            LogStopped(logger);
        }
    }

    private void Reload(PosixSignalContext context)
    {
        context.Cancel = true;
        _ = ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        try
        {
            await gateway!.ReloadAsync("SIGHUP", CancellationToken.None);
        }
        catch (Exception fault)
        {
            LogReloadFault(logger, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Conduit {Conduit} listens on {Listen} for {Device}, mode {Mode}")]
    private static partial void LogListening(ILogger logger, string conduit, string listen, string device, string mode);

    [LoggerMessage(Level = LogLevel.Information, Message = "Gateway of site {Site} is ready, version {Version}, control socket {Socket}")]
    private static partial void LogReady(ILogger logger, string site, string version, string socket);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    private static partial void LogProblem(ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reload failed")]
    private static partial void LogReloadFault(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Gateway stopped")]
    private static partial void LogStopped(ILogger logger);
}
