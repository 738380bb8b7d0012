using System.Net;

namespace OtEdge.Core.Zones;

/// <summary>Devices that make the connection themselves (OPC UA reverse connect): where they call in, and who may.</summary>
/// <param name="Listen">Where they connect; port 0 takes any free port.</param>
/// <param name="Servers">Application URIs of the servers that may call in.</param>
/// <param name="Addresses">Addresses or networks that they may call from.</param>
public sealed record CallingDevices(IPEndPoint Listen, IReadOnlyList<string> Servers, IReadOnlyList<IPNetwork> Addresses)
{
    /// <summary>Most connections that wait for a client at once. Default 4, at least 1.</summary>
    public int WaitingMax { get; init; } = 4;

    /// <inheritdoc/>
    public override string ToString() =>
        $"listen {Listen}, servers {string.Join(" ", Servers)}, devices {string.Join(" ", Addresses)}, waiting {WaitingMax}";
}
