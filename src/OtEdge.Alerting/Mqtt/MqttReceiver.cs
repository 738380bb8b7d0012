using System.Text.Json;
using Microsoft.Extensions.Logging;
using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Alerting.Mqtt;

/// <summary>
/// Tells an MQTT broker: 1. birth, with a last will that takes it back; 2. retained states, as they now stand; 3. alerts out of the
/// outbox, each given up only after its PUBACK. Connects again by itself with growing, jittered pauses.
/// </summary>
public sealed partial class MqttReceiver : IAlertReceiver
{
    private const string Json = "application/json";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private readonly BrokerSettings settings;
    private readonly GatewayName gateway;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly OutboxPump pump;
    private readonly RetainedStates states;
    private readonly Backoff pause = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
    private readonly CancellationTokenSource stop = new();
    private readonly DateTimeOffset startedAt;
    private readonly Task running;
    private volatile bool isConnected;
    private volatile string? fault;

    /// <summary>Begins to connect.</summary>
    /// <param name="settings">How the broker is reached.</param>
    /// <param name="gateway">Whose alerts these are.</param>
    /// <param name="store">The outbox.</param>
    /// <param name="memory">File that remembers the topics of retained states, and the clock.</param>
    /// <param name="logger">Hears of faults and recoveries.</param>
    public MqttReceiver(
        BrokerSettings settings, GatewayName gateway, IAlertStore store, (string TopicsFile, TimeProvider Time) memory, ILogger logger)
    {
        this.settings = settings;
        this.gateway = gateway;
        this.logger = logger;
        time = memory.Time;
        startedAt = time.GetUtcNow();
        pump = new OutboxPump(store, Name);
        states = new RetainedStates(memory.TopicsFile);
        running = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public string Name => ReceiverName;

    /// <summary>Its name in the outbox.</summary>
    public const string ReceiverName = "mqtt";

    /// <inheritdoc/>
    public string Address => settings.Address;

    /// <inheritdoc/>
    public ReceiverState State => new(isConnected, fault, pump.SentTotal);

    /// <summary>Sets the retained states; those that are no longer named are cleared.</summary>
    /// <param name="documents">JSON by topic below the gateway's own, such as <c>conduits/filling/state</c>.</param>
    public void Show(IReadOnlyDictionary<string, byte[]> documents) =>
        states.Set(documents.ToDictionary(one => gateway.TopicPrefix + one.Key, one => one.Value, StringComparer.Ordinal));

    /// <summary>Tells of one retained state at once, also when it has ended and is to be cleared.</summary>
    /// <param name="topic">Topic below the gateway's own, such as <c>changes/c-0007</c>.</param>
    /// <param name="document">How it stands.</param>
    /// <param name="hasEnded">True: the topic is cleared after it.</param>
    public void Tell(string topic, byte[] document, bool hasEnded) => states.Tell(gateway.TopicPrefix + topic, document, hasEnded);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    private string StatusTopic => $"{gateway.TopicPrefix}status";

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using BrokerConnection connection = await ConnectAsync();
                await ServeAsync(connection);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception trouble)
            {
                // Whatever is wrong with the broker must end neither this task nor anything else.
                Note(trouble.Message);
            }

            isConnected = false;
            await Task.Delay(pause.Next(), time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        isConnected = false;
    }

    private async Task<BrokerConnection> ConnectAsync()
    {
        byte[] will = JsonSerializer.SerializeToUtf8Bytes(new PresenceDocument(false), AlertingJson.Default.PresenceDocument);
        string clientId = $"otedge-{gateway.Site}-{gateway.Gateway}";
        BrokerConnection connection = await BrokerConnection.OpenAsync(settings, clientId, (StatusTopic, will), time, stop.Token);
        try
        {
            var birth = new PresenceDocument(true)
            {
                Site = gateway.Site,
                Gateway = gateway.Gateway,
                Version = gateway.Version,
                Since = startedAt.ToUniversalTime(),
            };
            byte[] payload = JsonSerializer.SerializeToUtf8Bytes(birth, AlertingJson.Default.PresenceDocument);
            await connection.PublishAsync(StatusTopic, payload, Json, isRetained: true, stop.Token);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        states.Renew();
        isConnected = true;
        fault = null;
        LogConnected(logger, settings.Address);
        return connection;
    }

    private async Task ServeAsync(BrokerConnection connection)
    {
        try
        {
            while (true)
            {
                stop.Token.ThrowIfCancellationRequested();
                await ShowAsync(connection);
                if (await pump.PumpAsync((alert, cancellation) => SendAsync(connection, alert, cancellation), stop.Token))
                {
                    pause.Reset();
                    continue;
                }

                using var either = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, connection.Lost);
                await Task.Delay(Poll, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (connection.Lost.IsCancellationRequested)
                {
                    throw new IOException("the broker ended the connection");
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await SayGoodbyeAsync(connection);
            throw;
        }
    }

    private async Task ShowAsync(BrokerConnection connection)
    {
        while (states.Due() is { Count: > 0 } due)
        {
            states.Announce(due);
            foreach ((string topic, byte[] payload) in due)
            {
                await connection.PublishAsync(topic, payload, Json, isRetained: true, stop.Token);
                states.Published(topic, payload);
                pause.Reset();
            }
        }
    }

    private Task SendAsync(BrokerConnection connection, Alert alert, CancellationToken cancellation)
    {
        string conduit = alert.Conduit.Length == 0 ? "gateway" : GatewayName.Level(alert.Conduit);
        string topic = $"{gateway.TopicPrefix}alerts/{AlertDocument.Word(alert.Severity)}/{conduit}";
        return connection.PublishAsync(topic, CloudEvent.Write(alert, gateway), CloudEvent.ContentType, isRetained: false, cancellation);
    }

    private async Task SayGoodbyeAsync(BrokerConnection connection)
    {
        byte[] offline = JsonSerializer.SerializeToUtf8Bytes(new PresenceDocument(false), AlertingJson.Default.PresenceDocument);
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
            await connection.PublishAsync(StatusTopic, offline, Json, isRetained: true, patience.Token);
            await connection.CloseAsync();
        }
        catch (Exception trouble) when (trouble is IOException or OperationCanceledException)
        {
            // Then the last will says it.
        }
    }

    private void Note(string trouble)
    {
        if (fault != trouble)
        {
            LogFault(logger, trouble);
        }

        fault = trouble;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The MQTT broker {Address} is told of alerts")]
    private static partial void LogConnected(ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The MQTT broker cannot be told: {Fault}. Traffic is not affected; alerts wait in the journal")]
    private static partial void LogFault(ILogger logger, string fault);
}
