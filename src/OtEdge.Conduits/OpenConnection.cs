using System.Net;

namespace OtEdge.Conduits;

/// <summary>A client connection as it stands at this moment.</summary>
/// <param name="Client">Address and port of the client.</param>
/// <param name="Since">When it was accepted.</param>
/// <param name="BytesFromClient">Bytes received from the client.</param>
/// <param name="BytesFromDevice">Bytes received from the device.</param>
/// <param name="HasDevice">True while a device connection is held for it.</param>
/// <param name="IsOpaque">True when it can no longer be framed and passes unread.</param>
public sealed record OpenConnection(
    IPEndPoint Client,
    DateTimeOffset Since,
    long BytesFromClient,
    long BytesFromDevice,
    bool HasDevice,
    bool IsOpaque);
