namespace OtEdge.Alerting.Mqtt;

/// <summary>How the broker is reached. Files are read at every attempt to connect, so that they can be renewed while running.</summary>
/// <param name="Broker">Its URL, mqtts:// or mqtt://.</param>
public sealed record BrokerSettings(Uri Broker)
{
    private const int TlsPort = 8883;
    private const int PlainPort = 1883;

    /// <summary>File with the authority of the broker's certificate; null: those of the machine.</summary>
    public string? Authority { get; init; }

    /// <summary>File with the client certificate; null: none.</summary>
    public string? Certificate { get; init; }

    /// <summary>File with the key of the client certificate; null: none.</summary>
    public string? Key { get; init; }

    /// <summary>Name that the broker's certificate must bear; null: the host of the URL.</summary>
    public string? ServerName { get; init; }

    /// <summary>User name; null: none.</summary>
    public string? Username { get; init; }

    /// <summary>File that holds the password; null: none.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>True for MQTT 3.1.1, false (the default) for 5.</summary>
    public bool IsVersion3 { get; init; }

    /// <summary>True when the connection is encrypted.</summary>
    public bool IsTls => Broker.Scheme == "mqtts";

    /// <summary>Port of the broker.</summary>
    public int Port => Broker.Port > 0 ? Broker.Port : IsTls ? TlsPort : PlainPort;

    /// <summary>The broker for people, without what may be secret.</summary>
    public string Address => $"{Broker.Scheme}://{Broker.Host}:{Port}";
}
