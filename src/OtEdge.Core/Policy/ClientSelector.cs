using System.Net;

namespace OtEdge.Core.Policy;

/// <summary>Clients that a rule names: one asset (every identifier that it declares must match) or one network.</summary>
/// <param name="Text">As the policy wrote it: the asset's name or the CIDR.</param>
/// <param name="Addresses">Any of these must contain the client's address; empty: any address.</param>
/// <param name="ApplicationUri">OPC UA application URI that must match; null: any.</param>
public sealed record ClientSelector(string Text, IReadOnlyList<IPNetwork> Addresses, string? ApplicationUri = null)
{
    /// <summary>What decides, in one form: sorted networks and the application URI, without the name; equal for equal selectors.</summary>
    internal string CanonicalText
    {
        get
        {
            IEnumerable<string> networks = Addresses.Select(network => network.ToString()).Distinct().Order(StringComparer.Ordinal);
            return $"{string.Join(',', networks)};{ApplicationUri}";
        }
    }

    /// <summary>True when every identifier matches the client's.</summary>
    public bool Matches(ClientIdentity client)
    {
        if (ApplicationUri is not null && ApplicationUri != client.ApplicationUri)
        {
            return false;
        }

        IPAddress address = client.Address.IsIPv4MappedToIPv6 ? client.Address.MapToIPv4() : client.Address;
        return Addresses.Count == 0 || Addresses.Any(network => network.Contains(address));
    }
}
