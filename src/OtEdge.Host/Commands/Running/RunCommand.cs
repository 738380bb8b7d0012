using System.Runtime;
using Microsoft.Extensions.Hosting;
using OtEdge.Host.Gateway;
using OtEdge.Host.Hosting;
using Serilog.Core;

namespace OtEdge.Host.Commands.Running;

/// <summary>The gateway itself; what systemd or the Windows service starts.</summary>
internal sealed class RunCommand(GlobalOptions globals) : Verb(
    globals,
    "run",
    "Run the gateway until it is told to stop; SIGHUP reads the settings again. Exit 2: the settings have errors.",
    "otedge run",
    "otedge run --config ./config --state ./state")
{
    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var levels = new LoggingLevelSwitch(Logs.Level(null, invocation.IsVerbose));
        var options = new GatewayOptions
        {
            SetLogLevel = level => levels.MinimumLevel = Logs.Level(level, invocation.IsVerbose),
            SettingsDirectory = Path.GetFullPath(invocation.ConfigDirectory),
            StateDirectory = Path.GetFullPath(invocation.StateDirectory),
        };
        await using var logger = Logs.Make(
            options.StateDirectory, invocation.Output, invocation.IsJson, levels);
        using var host = GatewayHost.Make(options, invocation.Surroundings.Time, logger);
        await host.StartAsync(token);
        logger.Debug(
            "Garbage collection: server {Server}, mode {Mode}, youngest generation at most {BudgetBytes} bytes",
            GCSettings.IsServerGC,
            GCSettings.LatencyMode,
            GC.GetConfigurationVariables().GetValueOrDefault("GCGen0MaxBudget"));
        await host.WaitForShutdownAsync(token);
        return ExitCode.Done;
    }
}
