namespace OtEdge.Core.Traffic;

/// <summary>Counters of a conduit; totals grow for as long as the conduit's state is kept.</summary>
public sealed record TrafficTotals
{
    /// <summary>Requests read from clients (Modbus ADUs, OPC UA service requests).</summary>
    public long Requests { get; init; }

    /// <summary>Replies read from devices.</summary>
    public long Replies { get; init; }

    /// <summary>Requests refused.</summary>
    public long Refused { get; init; }

    /// <summary>Requests forwarded although the rules say no.</summary>
    public long WouldBeRefused { get; init; }

    /// <summary>Replies of the device that carried an exception or bad status.</summary>
    public long Exceptions { get; init; }

    /// <summary>Bytes read from clients.</summary>
    public long BytesFromClients { get; init; }

    /// <summary>Bytes read from devices.</summary>
    public long BytesFromDevices { get; init; }

    /// <summary>Client connections accepted.</summary>
    public long ConnectionsAccepted { get; init; }

    /// <summary>Findings that the ring had to shed.</summary>
    public long FindingsShed { get; init; }

    /// <summary>Adds up, member by member.</summary>
    public TrafficTotals Plus(TrafficTotals other) => new()
    {
        Requests = Requests + other.Requests,
        Replies = Replies + other.Replies,
        Refused = Refused + other.Refused,
        WouldBeRefused = WouldBeRefused + other.WouldBeRefused,
        Exceptions = Exceptions + other.Exceptions,
        BytesFromClients = BytesFromClients + other.BytesFromClients,
        BytesFromDevices = BytesFromDevices + other.BytesFromDevices,
        ConnectionsAccepted = ConnectionsAccepted + other.ConnectionsAccepted,
        FindingsShed = FindingsShed + other.FindingsShed,
    };
}
