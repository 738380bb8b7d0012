using System.Net;

namespace OtEdge.Core.Policy;

/// <summary>Who a connection belongs to, as far as its protocol tells.</summary>
/// <param name="Address">The peer's address; IPv4-mapped IPv6 addresses are given as IPv4.</param>
/// <param name="ApplicationUri">OPC UA application URI; null when there is none.</param>
public sealed record ClientIdentity(IPAddress Address, string? ApplicationUri = null)
{
    /// <summary>Upper-case hexadecimal SHA-1 thumbprint of its OPC UA certificate; null when there is none.</summary>
    public string? Thumbprint { get; init; }
}
