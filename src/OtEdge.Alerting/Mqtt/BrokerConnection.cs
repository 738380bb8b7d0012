using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace OtEdge.Alerting.Mqtt;

/// <summary>One connection to the broker. It only publishes: nothing is subscribed, so no command can come from there.</summary>
internal sealed class BrokerConnection : IAsyncDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly IMqttClient client;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource lost = new();
    private string? reason;

    private BrokerConnection(IMqttClient client, TimeProvider time)
    {
        this.client = client;
        this.time = time;
        client.DisconnectedAsync += closed =>
        {
            reason = closed.ReasonString ?? closed.Exception?.GetBaseException().Message ?? closed.Reason.ToString();
            return lost.CancelAsync();
        };
    }

    /// <summary>Connects.</summary>
    /// <param name="settings">How the broker is reached.</param>
    /// <param name="clientId">Who connects; another connection of that name is ended by the broker.</param>
    /// <param name="will">What the broker publishes, retained, when this connection ends without a word.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="IOException">It cannot be reached or refuses; the message says what to do.</exception>
    public static async Task<BrokerConnection> OpenAsync(
        BrokerSettings settings, string clientId, (string Topic, byte[] Payload) will, TimeProvider time, CancellationToken stop)
    {
        var trust = new PeerTrust(settings.Authority);
        IMqttClient client = new MqttClientFactory().CreateMqttClient();
        var connection = new BrokerConnection(client, time);
        using var patience = new CancellationTokenSource(AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            MqttClientConnectResult result = await client.ConnectAsync(Options(settings, clientId, will, trust), either.Token);
            return result.ResultCode == MqttClientConnectResultCode.Success
                ? connection
                : throw new IOException(Refused(result.ResultCode, result.ReasonString, settings));
        }
        catch (Exception fault)
        {
            await connection.DisposeAsync();
            stop.ThrowIfCancellationRequested();
            throw new IOException(patience.IsCancellationRequested ? Silent(settings) : Describe(fault, settings, trust), fault);
        }
    }

    /// <summary>Ends the wait of others when the connection is lost.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Publishes with QoS 1.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="payload">The payload; empty and retained: the topic is cleared.</param>
    /// <param name="contentType">What the payload is (MQTT 5).</param>
    /// <param name="isRetained">True: the broker keeps it for who comes later.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>When the broker has acknowledged it.</returns>
    /// <exception cref="IOException">It has not.</exception>
    public async Task PublishAsync(string topic, byte[] payload, string contentType, bool isRetained, CancellationToken stop)
    {
        MqttApplicationMessageBuilder message = new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload(payload)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithRetainFlag(isRetained);
        if (client.Options.ProtocolVersion == MqttProtocolVersion.V500)
        {
            message.WithContentType(contentType).WithPayloadFormatIndicator(MqttPayloadFormatIndicator.CharacterData);
        }

        using var patience = new CancellationTokenSource(AnswerTimeout, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token, lost.Token);
        try
        {
            MqttClientPublishResult result = await client.PublishAsync(message.Build(), any.Token);
            if (!result.IsSuccess && result.ReasonCode != MqttClientPublishReasonCode.NoMatchingSubscribers)
            {
                throw new IOException(
                    $"the broker did not take {topic}: {result.ReasonString ?? result.ReasonCode.ToString()}; let this user publish below otedge/");
            }
        }
        catch (Exception fault) when (fault is not IOException)
        {
            stop.ThrowIfCancellationRequested();
            throw new IOException(
                lost.IsCancellationRequested ? $"the broker ended the connection: {reason}"
                : patience.IsCancellationRequested ? $"the broker did not acknowledge within {AnswerTimeout.TotalSeconds:0} s"
                : fault.GetBaseException().Message,
                fault);
        }
    }

    /// <summary>Says goodbye to the broker, so that it does not publish the last will.</summary>
    public async Task CloseAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        try
        {
            await client.DisconnectAsync(new MqttClientDisconnectOptions(), patience.Token);
        }
        catch (Exception)
        {
            // It is gone already; that is all that was wanted.
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static MqttClientOptions Options(
        BrokerSettings settings, string clientId, (string Topic, byte[] Payload) will, PeerTrust trust)
    {
        MqttClientOptionsBuilder options = new MqttClientOptionsBuilder()
            .WithTcpServer(settings.Broker.Host, settings.Port)
            .WithProtocolVersion(settings.IsVersion3 ? MqttProtocolVersion.V311 : MqttProtocolVersion.V500)
            .WithTryPrivate(false)
            .WithClientId(clientId)
            .WithCleanStart(true)
            .WithTimeout(AnswerTimeout * 2)
            .WithKeepAlivePeriod(KeepAlive)
            .WithWillTopic(will.Topic)
            .WithWillPayload(will.Payload)
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithWillRetain(true);
        if (settings.Username is { } user)
        {
            byte[] password = settings.PasswordFile is { } file ? Trimmed(File.ReadAllBytes(file)) : [];
            options.WithCredentials(user, password);
        }

        if (settings.IsTls)
        {
            options.WithTlsOptions(tls => Secure(tls, settings, trust));
        }

        return options.Build();
    }

    private static void Secure(MqttClientTlsOptionsBuilder tls, BrokerSettings settings, PeerTrust trust)
    {
        tls.UseTls()
            .WithTargetHost(settings.ServerName ?? settings.Broker.Host)
            .WithCertificateValidationHandler(seen => trust.Accepts(seen.Certificate, seen.Chain, seen.SslPolicyErrors));
        if (settings.Certificate is { } certificate)
        {
            tls.WithClientCertificates([X509Certificate2.CreateFromPemFile(certificate, settings.Key)]);
        }
    }

    // A password file ends with a line feed when a person wrote it.
    private static byte[] Trimmed(byte[] password)
    {
        int length = password.Length;
        while (length > 0 && password[length - 1] is (byte)'\n' or (byte)'\r')
        {
            length--;
        }

        return password[..length];
    }

    private static string Describe(Exception fault, BrokerSettings settings, PeerTrust trust) => fault switch
    {
        IOException { InnerException: null } => fault.Message,
        _ when trust.Fault is { } untrusted => $"{settings.Address} is not trusted: {untrusted}",
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException =>
            $"{fault.Message} Put the file there, readable for the user that runs otedge",
        System.Security.Cryptography.CryptographicException => $"the certificate files cannot be used: {fault.Message}",
        OperationCanceledException => Silent(settings),
        _ => $"{settings.Address} cannot be reached: {fault.GetBaseException().Message.TrimEnd('.')}",
    };

    private static string Silent(BrokerSettings settings) =>
        $"{settings.Address} did not answer within {AnswerTimeout.TotalSeconds:0} s: is it an MQTT broker, and not overloaded?";

    private static string Refused(MqttClientConnectResultCode code, string? said, BrokerSettings settings) =>
        $"{settings.Address} refuses the connection ({code}{(string.IsNullOrEmpty(said) ? "" : $": {said}")}); "
        + (code is MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized
            ? "look at username and password-file, and at the broker's list of users"
            : "look at the broker's log");
}
