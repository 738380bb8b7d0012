using System.Net;

namespace OtEdge.Conduits;

/// <summary>A client connection as it stands at this moment.</summary>
public sealed record OpenConnection
{
    /// <summary>Address and port of the client.</summary>
    public required IPEndPoint Client { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Bytes received from the client.</summary>
    public long BytesFromClient { get; init; }

    /// <summary>Bytes received from the device.</summary>
    public long BytesFromDevice { get; init; }

    /// <summary>True while a device connection is open or being made for it.</summary>
    public bool HasDevice { get; init; }

    /// <summary>True when it can no longer be framed and passes unread.</summary>
    public bool IsOpaque { get; init; }

    /// <summary>How it is protected and who its user is; null: it speaks no OPC UA, or has no channel yet.</summary>
    public ConnectionSecurity? Security { get; init; }
}
