using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Gateway;

/// <summary>Which assets declare which clients; immutable, asked by loops and by findings.</summary>
internal sealed class DeclaredClients
{
    private readonly (IPNetwork Network, string Asset, string? ApplicationUri)[] declared;

    /// <summary>Makes it from the assets of a site; the narrowest network of all names a client.</summary>
    public DeclaredClients(IReadOnlyList<Asset> assets) => declared =
    [
        .. assets
            .SelectMany(asset => asset.Addresses.Select(network => (network, asset.Name, asset.ApplicationUri)))
            .OrderByDescending(entry => entry.network.PrefixLength),
    ];

    /// <summary>True when some asset declares the client.</summary>
    public bool Declares(ClientIdentity client)
    {
        foreach ((IPNetwork network, _, string? applicationUri) in declared)
        {
            if (network.Contains(client.Address)
                && (client.ApplicationUri is null || applicationUri is null || applicationUri == client.ApplicationUri))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Name of the asset with the narrowest network that holds the address; null when none does.</summary>
    public string? NameOf(IPAddress address)
    {
        foreach ((IPNetwork network, string asset, _) in declared)
        {
            if (network.Contains(address))
            {
                return asset;
            }
        }

        return null;
    }
}
