namespace OtEdge.Console.Api;

/// <summary>How the connections of a conduit stand that are made the other way round (OPC UA reverse connect).</summary>
public sealed record ReverseConnectView
{
    /// <summary>Where devices call in, with the port that was really taken; null: they do not, the device is dialled.</summary>
    public string? Listen { get; init; }

    /// <summary>Devices that wait for a client, the one that called first at the front.</summary>
    public required IReadOnlyList<WaitingDeviceView> Waiting { get; init; }

    /// <summary>Calls of devices that were taken in since the conduit listens.</summary>
    public long CallsTotal { get; init; }

    /// <summary>Calls that were turned away since the conduit listens.</summary>
    public long TurnedAwayTotal { get; init; }

    /// <summary>When a device called last; null: none has since the conduit listens.</summary>
    public DateTimeOffset? LastCall { get; init; }

    /// <summary>Clients that OtEdge calls.</summary>
    public required IReadOnlyList<CalledClientView> Clients { get; init; }
}
