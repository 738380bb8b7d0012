using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Gateway;

/// <summary>Which assets declare which clients; immutable, asked by loops and by findings.</summary>
internal sealed class DeclaredClients
{
    private readonly (IPNetwork Network, Asset Asset)[] declared;
    private readonly Asset[] byApplication;

    /// <summary>Makes it from the assets of a site; the narrowest network of all names a client.</summary>
    public DeclaredClients(IReadOnlyList<Asset> assets)
    {
        declared =
        [
            .. assets
                .SelectMany(asset => asset.Addresses.Select(network => (network, asset)))
                .OrderByDescending(entry => entry.network.PrefixLength),
        ];
        byApplication = [.. assets.Where(asset => asset.ApplicationUri is not null || asset.Thumbprint is not null)];
    }

    /// <summary>True when some asset declares the client.</summary>
    public bool Declares(ClientIdentity client)
    {
        foreach ((IPNetwork network, Asset asset) in declared)
        {
            if (network.Contains(client.Address)
                && (client.ApplicationUri is null || asset.ApplicationUri is null || asset.ApplicationUri == client.ApplicationUri))
            {
                return true;
            }
        }

        return Array.Exists(byApplication, asset => asset.Addresses.Count == 0 && IsTold(asset, client));
    }

    /// <summary>Name of the asset with the narrowest network that holds the address; null when none does.</summary>
    public string? NameOf(IPAddress address)
    {
        foreach ((IPNetwork network, Asset asset) in declared)
        {
            if (network.Contains(address))
            {
                return asset.Name;
            }
        }

        return null;
    }

    /// <summary>Name of the asset whose application or certificate the client has told, else of the one that has its address; null
    /// when none does.</summary>
    public string? NameOf(ClientIdentity client) =>
        Array.Find(byApplication, asset => IsTold(asset, client)
            && (asset.Addresses.Count == 0 || asset.Addresses.Any(network => network.Contains(client.Address))))?.Name
        ?? NameOf(client.Address);

    private static bool IsTold(Asset asset, ClientIdentity client) =>
        (asset.ApplicationUri is null || asset.ApplicationUri == client.ApplicationUri)
        && (asset.Thumbprint is null || asset.Thumbprint == client.Thumbprint);
}
