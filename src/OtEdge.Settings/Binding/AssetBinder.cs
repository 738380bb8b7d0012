using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Settings.Model;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds `zones`, `assets` and their tags.</summary>
internal sealed class AssetBinder(MapNode root, ProblemList problems)
{
    private readonly Dictionary<string, int> tagLines = new(StringComparer.Ordinal);
    private readonly List<NodeTag> nodeTags = [];
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);

    /// <summary>Tags that are OPC UA nodes.</summary>
    public IReadOnlyList<NodeTag> NodeTags => nodeTags;

    /// <summary>Names of assets and tags of which something is wrong.</summary>
    public IReadOnlySet<string> Broken => broken;

    public IReadOnlyList<Zone> Zones() =>
    [
        .. root.Named("zones").Select(entry => entry.Value is MapNode zone
            ? new Zone(
                entry.Key.Text,
                zone.Text("description"),
                zone.ReadOrNull("level", SiteShapes.Level),
                zone.Read("criticality", SiteShapes.Criticality, Criticality.Normal))
            : new Zone(entry.Key.Text, null, null, Criticality.Normal)),
    ];

    public IReadOnlyList<Asset> Assets(IReadOnlyCollection<string> zones)
    {
        var assets = new List<Asset>();
        foreach (MapEntry entry in root.Named("assets"))
        {
            if (entry.Value is MapNode asset)
            {
                problems.CheckName(asset.Find("zone"), "zone", zones, "declare it under `zones`");
                assets.Add(Bind(entry.Key.Text, asset));
            }
        }

        CheckSameAddress(assets);
        return assets;
    }

    private Asset Bind(string name, MapNode asset)
    {
        IPNetwork[] addresses = [.. asset.Values("address", NetworkScalars.Network).Select(item => item.Value)];
        if (addresses.Length < asset.Items("address").Count)
        {
            broken.Add(name);
        }

        string? applicationUri = asset.Text("application-uri", NetworkScalars.ApplicationUri);
        var tags = new List<Tag>();
        foreach (MapEntry entry in asset.Named("tags"))
        {
            if (!tagLines.TryAdd(entry.Key.Text, entry.Key.Line))
            {
                problems.Error(entry.Key, $"the tag {Quote.Words(entry.Key.Text)} is declared on line {tagLines[entry.Key.Text]} already; tags are unique in the site");
            }
            else
            {
                BindTag(name, entry.Key.Text, entry.Value as MapNode, tags);
            }
        }

        return new Asset(name, asset.Text("zone") ?? "", addresses, applicationUri, tags)
        {
            Thumbprint = asset.Text("thumbprint", NetworkScalars.Thumbprint),
        };
    }

    private void BindTag(string asset, string name, MapNode? tag, List<Tag> tags)
    {
        int before = tags.Count + nodeTags.Count;
        if (tag is not null)
        {
            AddTag(asset, name, tag, tags);
        }

        if (tags.Count + nodeTags.Count == before)
        {
            broken.Add(name);
        }
    }

    private void AddTag(string asset, string name, MapNode tag, List<Tag> tags)
    {
        if (OpcUaShapes.Node.TryRead(tag.Find("node"), out string node))
        {
            foreach (string key in new[] { "unit", "type", "order" })
            {
                if (tag.Find(key) is { } stray)
                {
                    problems.Error(stray, $"`{key}` is for registers and coils; an OPC UA node says its type itself, remove it");
                }
            }

            nodeTags.Add(new NodeTag(name, asset, node, tag.Text("engineering-unit")));
            return;
        }

        foreach ((string key, RegisterSpace space) in ModbusScalars.SingleSpaces)
        {
            if (Scalars.Integer(0, 65535).TryRead(tag.Find(key), out int address))
            {
                bool isBit = space is RegisterSpace.Coil or RegisterSpace.DiscreteInput;
                ValueLayout? layout = LayoutBinder.Bind(tag, isBit, problems);
                if (layout is not null && LayoutBinder.CheckEnd(tag.Find(key)!, space, address, layout, problems))
                {
                    tags.Add(new Tag(name, (byte)tag.Read("unit", ModbusScalars.Unit, 1), space, address, layout)
                    {
                        EngineeringUnit = tag.Text("engineering-unit"),
                    });
                }

                return;
            }
        }
    }

    private void CheckSameAddress(List<Asset> assets)
    {
        var known = new Dictionary<IPNetwork, Asset>();
        foreach (Asset asset in assets)
        {
            foreach (IPNetwork address in asset.Addresses)
            {
                if (!known.TryAdd(address, asset) && known[address].ApplicationUri == asset.ApplicationUri && known[address].Name != asset.Name)
                {
                    SettingsNode node = root.Map("assets")!.Map(asset.Name)!.Find("address")!;
                    problems.Warning(node, $"the asset {Quote.Words(known[address].Name)} has this address, too; findings will name that one only");
                }
            }
        }
    }
}
