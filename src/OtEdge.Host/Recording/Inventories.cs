using System.Net;
using OtEdge.Console.Api;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Recording;

/// <summary>Puts who was seen beside who is declared.</summary>
internal static class Inventories
{
    /// <summary>The inventory of a site.</summary>
    /// <param name="site">What the settings declare.</param>
    /// <param name="seen">Who was seen.</param>
    public static InventoryView Of(Site site, IReadOnlyList<FlowLink> seen)
    {
        InventoryLinkView[] links =
        [
            .. seen.GroupBy(link => (link.Conduit, link.Client))
                .Select(group => Link(site, group.Key.Conduit, group.Key.Client, [.. group]))
                .OrderBy(link => link.Undeclared)
                .ThenBy(link => link.ClientAsset ?? link.Client, StringComparer.Ordinal)
                .ThenBy(link => link.Conduit, StringComparer.Ordinal),
        ];
        IEnumerable<InventoryAssetView> declared = site.Assets.Select(asset =>
            Asset(asset.Name, asset.Zone, [.. links.Where(link => link.ClientAsset == asset.Name)], links));
        IEnumerable<InventoryAssetView> undeclared = links
            .Where(link => link.Undeclared)
            .GroupBy(link => link.Client)
            .Select(group => Asset(group.Key, null, [.. group], []));
        return new InventoryView { Assets = [.. declared, .. undeclared], Links = links };
    }

    private static InventoryLinkView Link(Site site, string conduitName, string client, FlowLink[] links)
    {
        Conduit? conduit = site.Conduits.FirstOrDefault(conduit => conduit.Name == conduitName);
        string? asset = links.MaxBy(link => link.LastSeen)?.ClientAsset;
        return new InventoryLinkView
        {
            Conduit = conduitName,
            Client = client,
            ClientAsset = asset,
            Undeclared = asset is null,
            Device = conduit?.Device.ToString(),
            DeviceAsset = conduit is null ? null : DeviceOf(site, conduit),
            Classes =
            [
                .. links.OrderByDescending(link => link.Times)
                    .Select(link => new InventoryClassView(link.Class, link.Flows, link.Times, link.WouldBeRefused, link.Refused)),
            ],
            FirstSeen = links.Min(link => link.FirstSeen),
            LastSeen = links.Max(link => link.LastSeen),
        };
    }

    private static InventoryAssetView Asset(string name, string? zone, InventoryLinkView[] asClient, InventoryLinkView[] all)
    {
        IEnumerable<string> asDevice = all.Where(link => link.DeviceAsset == name).Select(link => link.Conduit);
        return new InventoryAssetView
        {
            Name = name,
            Zone = zone,
            Undeclared = zone is null,
            Addresses = [.. asClient.Select(link => link.Client).Distinct()],
            Conduits = [.. asClient.Select(link => link.Conduit).Concat(asDevice).Distinct()],
            FirstSeen = asClient.Length > 0 ? asClient.Min(link => link.FirstSeen) : null,
            LastSeen = asClient.Length > 0 ? asClient.Max(link => link.LastSeen) : null,
        };
    }

    // By its address, the narrowest network first; a host name is the asset of that name, or the only one of the zone.
    private static string? DeviceOf(Site site, Conduit conduit)
    {
        Asset[] zone = [.. site.Assets.Where(asset => asset.Zone == conduit.To)];
        if (IPAddress.TryParse(conduit.Device.Host, out IPAddress? address))
        {
            return zone
                .SelectMany(asset => asset.Addresses.Where(network => network.Contains(address)).Select(network => (asset.Name, network.PrefixLength)))
                .OrderByDescending(found => found.PrefixLength)
                .Select(found => found.Name)
                .FirstOrDefault();
        }

        return zone.FirstOrDefault(asset => asset.Name == conduit.Device.Host)?.Name ?? (zone is [var only] ? only.Name : null);
    }
}
