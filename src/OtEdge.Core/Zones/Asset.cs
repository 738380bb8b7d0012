using System.Net;

namespace OtEdge.Core.Zones;

/// <summary>A PLC, server, HMI or workstation that the site declares.</summary>
/// <param name="Name">Unique in the site.</param>
/// <param name="Zone">The zone it belongs to.</param>
/// <param name="Addresses">Addresses or networks it may come from; empty: any address, other identifiers decide.</param>
/// <param name="ApplicationUri">OPC UA application URI; null when not stated.</param>
/// <param name="Tags">Named process values of the asset.</param>
public sealed record Asset(
    string Name,
    string Zone,
    IReadOnlyList<IPNetwork> Addresses,
    string? ApplicationUri,
    IReadOnlyList<Tag> Tags)
{
    /// <summary>OPC UA certificate thumbprint in upper-case hexadecimal; null when not stated.</summary>
    public string? Thumbprint { get; init; }
}
