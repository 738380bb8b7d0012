namespace OtEdge.Console.Api;

/// <summary>Somebody who is told of alerts: an MQTT broker or a SIEM.</summary>
public sealed record AlertReceiverView
{
    /// <summary>mqtt or syslog.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is, such as <c>mqtts://broker:8883</c>.</summary>
    public required string Address { get; init; }

    /// <summary>connected, connecting or fault.</summary>
    public required string State { get; init; }

    /// <summary>Why it cannot be told, and what to do; null while it can.</summary>
    public string? Fault { get; init; }

    /// <summary>Alerts that wait for it.</summary>
    public long Waiting { get; init; }

    /// <summary>When the oldest of them was raised; null: none waits.</summary>
    public DateTimeOffset? OldestAt { get; init; }

    /// <summary>Alerts that it has taken since the start.</summary>
    public long SentTotal { get; init; }
}
