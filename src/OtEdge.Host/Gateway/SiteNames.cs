using System.Collections.Concurrent;
using System.Net;
using OtEdge.Conduits.Recording;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Gateway;

/// <summary>What loops and findings may ask about the site at any moment. Thread-safe.</summary>
internal sealed class SiteNames
{
    private readonly ConcurrentDictionary<int, string> conduits = new();
    private DeclaredClients clients = new([]);
    private Dictionary<string, IReadOnlyList<Tag>> tags = [];
    private Dictionary<string, IReadOnlyList<WatchedNode>> nodes = [];
    private TimeZoneInfo timeZone = TimeZoneInfo.Utc;

    /// <summary>Who is declared by which asset.</summary>
    public DeclaredClients Clients => Volatile.Read(ref clients);

    /// <summary>Time zone of the plant; UTC before a site was taken.</summary>
    public TimeZoneInfo TimeZone => Volatile.Read(ref timeZone);

    /// <summary>Named values behind a conduit; empty when there are none.</summary>
    public IReadOnlyList<Tag> TagsOf(string conduit) => Volatile.Read(ref tags).GetValueOrDefault(conduit, []);

    /// <summary>Name of a conduit by its index in the data plane, closed ones included; empty when unknown.</summary>
    public string ConduitAt(int index) => conduits.GetValueOrDefault(index, "");

    /// <summary>Says which conduit has an index.</summary>
    public void Add(int index, string conduit) => conduits[index] = conduit;

    /// <summary>What was of a conduit is of another from now on.</summary>
    public void Rename(string from, string to)
    {
        foreach ((int index, string name) in conduits)
        {
            conduits.TryUpdate(index, name == from ? to : name, name);
        }
    }

    /// <summary>Takes the names of a site.</summary>
    public void Take(Site site)
    {
        Volatile.Write(ref timeZone, site.TimeZone);
        Volatile.Write(ref clients, new DeclaredClients(site.Assets));
        Volatile.Write(ref tags, site.Conduits.ToDictionary(conduit => conduit.Name, conduit => TagsOf(site, conduit)));
    }

    /// <summary>Takes the tags that are OPC UA nodes.</summary>
    public void Take(Site site, SettingsModel? settings)
    {
        ILookup<string, WatchedNode> ofAsset = (settings?.NodeTags ?? [])
            .Where(tag => NodeIdentity.TryParse(tag.Node, out _))
            .ToLookup(tag => tag.Asset, tag => NodeIdentity.TryParse(tag.Node, out NodeIdentity node) ? new WatchedNode(tag.Name, node) : null!);
        Volatile.Write(ref nodes, site.Conduits.Where(conduit => conduit.Protocol == ConduitProtocol.OpcUa).ToDictionary(
            conduit => conduit.Name,
            IReadOnlyList<WatchedNode> (conduit) =>
                [.. site.Assets.Where(asset => asset.Zone == conduit.To && IsDevice(asset, conduit)).SelectMany(asset => ofAsset[asset.Name])]));
    }

    /// <summary>The OPC UA nodes to look for behind a conduit.</summary>
    public IReadOnlyList<WatchedNode> NodesOf(string conduit) => Volatile.Read(ref nodes).GetValueOrDefault(conduit) ?? [];

    /// <summary>Name of the asset behind a conduit; null when none is declared, or several may be.</summary>
    public static string? DeviceOf(Site site, Conduit conduit)
    {
        Asset[] may = [.. site.Assets.Where(asset => asset.Zone == conduit.To && IsDevice(asset, conduit))];
        Asset[] surely = [.. may.Where(asset => asset.Addresses.Count > 0)];
        return surely.Length == 1 ? surely[0].Name : may.Length == 1 ? may[0].Name : null;
    }

    private static IReadOnlyList<Tag> TagsOf(Site site, Conduit conduit) =>
        [.. site.Assets.Where(asset => asset.Zone == conduit.To && IsDevice(asset, conduit)).SelectMany(asset => asset.Tags)];

    // A host name may stand for any asset of the zone; an address stands for the asset that declares it.
    private static bool IsDevice(Asset asset, Conduit conduit) =>
        asset.Addresses.Count == 0
        || !IPAddress.TryParse(conduit.Device.Host, out IPAddress? address)
        || asset.Addresses.Any(network => network.Contains(address));
}
