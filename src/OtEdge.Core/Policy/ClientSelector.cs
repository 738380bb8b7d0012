using System.Net;

namespace OtEdge.Core.Policy;

/// <summary>Clients that a rule names: one asset (every identifier that it declares must match) or one network.</summary>
/// <param name="Text">As the policy wrote it: the asset's name or the CIDR.</param>
/// <param name="Addresses">Any of these must contain the client's address; empty: any address.</param>
/// <param name="ApplicationUri">OPC UA application URI that must match; null: any.</param>
public sealed record ClientSelector(string Text, IReadOnlyList<IPNetwork> Addresses, string? ApplicationUri = null)
{
    /// <summary>OPC UA certificate thumbprint that must match, in upper-case hexadecimal; null: any.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>What decides, in one form: sorted networks, application URI and thumbprint, without the name; equal for equal selectors.</summary>
    internal string CanonicalText
    {
        get
        {
            IEnumerable<string> networks = Addresses.Select(network => network.ToString()).Distinct().Order(StringComparer.Ordinal);
            return $"{string.Join(',', networks)};{ApplicationUri}{(Thumbprint is null ? "" : $";{Thumbprint}")}";
        }
    }

    /// <summary>True when every identifier matches the client's.</summary>
    public bool Matches(ClientIdentity client)
    {
        if ((ApplicationUri is not null && ApplicationUri != client.ApplicationUri)
            || (Thumbprint is not null && Thumbprint != client.Thumbprint))
        {
            return false;
        }

        return MatchesAddress(client);
    }

    /// <summary>True when it may turn out to match a client of which only the address and what else is not null are known yet.</summary>
    public bool MayMatch(ClientIdentity client) =>
        (ApplicationUri is null || client.ApplicationUri is null || ApplicationUri == client.ApplicationUri)
        && (Thumbprint is null || client.Thumbprint is null || Thumbprint == client.Thumbprint)
        && MatchesAddress(client);

    /// <summary>True when it surely matches every client that another selector matches.</summary>
    internal bool Covers(ClientSelector other) =>
        (ApplicationUri is null || ApplicationUri == other.ApplicationUri)
        && (Thumbprint is null || Thumbprint == other.Thumbprint)
        && (Addresses.Count == 0
            || (other.Addresses.Count > 0 && other.Addresses.All(network => Addresses.Any(wider =>
                wider.PrefixLength <= network.PrefixLength && wider.Contains(network.BaseAddress)))));

    private bool MatchesAddress(ClientIdentity client)
    {
        IPAddress address = client.Address.IsIPv4MappedToIPv6 ? client.Address.MapToIPv4() : client.Address;
        return Addresses.Count == 0 || Addresses.Any(network => network.Contains(address));
    }
}
