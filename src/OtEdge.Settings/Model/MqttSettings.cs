namespace OtEdge.Settings.Model;

/// <summary>The MQTT broker for alerts (`alerts.mqtt`).</summary>
/// <param name="Broker">Its URL, mqtts:// or mqtt://.</param>
public sealed record MqttSettings(Uri Broker)
{
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
}
