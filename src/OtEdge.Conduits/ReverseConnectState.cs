using System.Net;

namespace OtEdge.Conduits;

/// <summary>How the connections stand that are made the other way round (OPC UA reverse connect).</summary>
public sealed record ReverseConnectState
{
    /// <summary>Where devices call in; null: they do not.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary>Devices that wait for a client, the one that called first at the front.</summary>
    public IReadOnlyList<WaitingDevice> Waiting { get; init; } = [];

    /// <summary>Calls of devices that were taken in since it was opened.</summary>
    public long CallsTotal { get; init; }

    /// <summary>Calls that were turned away since it was opened.</summary>
    public long TurnedAwayTotal { get; init; }

    /// <summary>When a device called last; null: none has since it was opened.</summary>
    public DateTimeOffset? LastCall { get; init; }

    /// <summary>Clients that are called.</summary>
    public IReadOnlyList<CalledClient> Clients { get; init; } = [];
}
