using Microsoft.Extensions.Logging;
using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Alerting.Syslog;

/// <summary>Tells a SIEM by syslog, out of the outbox and in order. Syslog acknowledges nothing: what the network lost after it was
/// sent is lost; use tcp:// or tls:// where that matters.</summary>
public sealed partial class SyslogReceiver : IAlertReceiver
{
    /// <summary>Its name in the outbox.</summary>
    public const string ReceiverName = "syslog";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private readonly SyslogSettings settings;
    private readonly GatewayName gateway;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly OutboxPump pump;
    private readonly Backoff pause = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;
    private volatile bool isConnected;
    private volatile string? fault;

    /// <summary>Begins to connect.</summary>
    /// <param name="settings">How the server is reached.</param>
    /// <param name="gateway">Whose alerts these are.</param>
    /// <param name="store">The outbox.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears of faults and recoveries.</param>
    public SyslogReceiver(SyslogSettings settings, GatewayName gateway, IAlertStore store, TimeProvider time, ILogger logger)
    {
        this.settings = settings;
        this.gateway = gateway;
        this.time = time;
        this.logger = logger;
        pump = new OutboxPump(store, Name);
        running = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public string Name => ReceiverName;

    /// <inheritdoc/>
    public string Address => settings.Address;

    /// <inheritdoc/>
    public ReceiverState State => new(isConnected, fault, pump.SentTotal);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using SyslogConnection connection = await SyslogConnection.OpenAsync(settings, time, stop.Token);
                (isConnected, fault) = (true, null);
                LogConnected(logger, settings.Address);
                await ServeAsync(connection);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception trouble)
            {
                // Whatever is wrong with the SIEM must end neither this task nor anything else.
                if (fault != trouble.Message)
                {
                    LogFault(logger, trouble.Message);
                }

                fault = trouble.Message;
            }

            isConnected = false;
            await Task.Delay(pause.Next(), time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        isConnected = false;
    }

    private async Task ServeAsync(SyslogConnection connection)
    {
        int bytesMax = settings.IsDatagram ? SyslogMessage.DatagramBytesMax : SyslogMessage.StreamBytesMax;
        using var one = new SemaphoreSlim(1, 1);
        while (true)
        {
            if (await pump.PumpAsync(SendAsync, stop.Token))
            {
                pause.Reset();
            }
            else
            {
                await Task.Delay(Poll, time, stop.Token);
            }
        }

        // Conduits are sent beside each other, but a stream takes one message at a time.
        async Task SendAsync(Alert alert, CancellationToken cancellation)
        {
            await one.WaitAsync(cancellation);
            try
            {
                await connection.SendAsync(SyslogMessage.Write(alert, gateway, bytesMax), cancellation);
            }
            finally
            {
                one.Release();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The SIEM at {Address} is told of alerts")]
    private static partial void LogConnected(ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The SIEM cannot be told: {Fault}. Traffic is not affected; alerts wait in the journal")]
    private static partial void LogFault(ILogger logger, string fault);
}
