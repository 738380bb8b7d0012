using System.Net;
using OtEdge.Core.Zones;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds `reverse-connect` of an OPC UA conduit.</summary>
internal sealed class ReverseConnectBinder(SiteNames names, ProblemList problems)
{
    private const int ClientsMax = 16;
    private static readonly TimeSpan RetryLeast = TimeSpan.FromMilliseconds(100);

    /// <summary>The devices that call in and the clients that are called; null where there are none, or what is written is wrong.</summary>
    /// <param name="conduit">The conduit.</param>
    /// <param name="device">What `device` says.</param>
    public (CallingDevices? Devices, CalledClients? Clients) Bind(MapNode conduit, Uri device)
    {
        if (conduit.Map("reverse-connect") is not { } node)
        {
            return (null, null);
        }

        if (node.Find("listen") is null && node.Find("clients") is null)
        {
            problems.Error(node, "it says nobody; write `listen` and `servers` for devices that call OtEdge, or `clients` for clients that OtEdge calls");
        }

        Need(node, "listen", "where devices call in", "servers", "devices", "waiting");
        Need(node, "clients", "where the clients listen", "server-uri", "retry");
        string[] servers = [.. node.Values("servers", NetworkScalars.ApplicationUri).Select(server => server.Value)];
        return (Devices(conduit, node, device, servers), Clients(conduit, node, servers));
    }

    private CallingDevices? Devices(MapNode conduit, MapNode node, Uri device, string[] servers)
    {
        if (node.Find("listen") is not { } listen)
        {
            return null;
        }

        if (node.Find("servers") is null)
        {
            problems.Error(listen, "`listen` needs `servers`: the application URIs of the devices that may call in, such as [\"urn:acme:filler\"]");
        }

        List<IPNetwork> addresses = Addresses(conduit, node, device);
        return servers.Length > 0 && addresses.Count > 0 && NetworkScalars.Listen.TryRead(listen, out IPEndPoint at)
            ? new CallingDevices(at, servers, addresses) { WaitingMax = node.Read("waiting", Scalars.Integer(1, 64), 4) }
            : null;
    }

    private List<IPNetwork> Addresses(MapNode conduit, MapNode node, Uri device)
    {
        if (node.Find("devices") is null)
        {
            if (NetworkScalars.TryAddress(device.Host.Trim('[', ']'), out IPAddress address))
            {
                return [new IPNetwork(address, address.GetAddressBytes().Length * 8)];
            }

            problems.Error(node.Find("listen")!, "`device` names a host and no address; say by `devices` which assets, addresses or networks may call in");
            return [];
        }

        var addresses = new List<IPNetwork>();
        foreach ((SettingsNode item, string text) in node.Values("devices", Scalars.Text))
        {
            if (names.Assets.TryGetValue(text, out Asset? asset))
            {
                addresses.AddRange(asset.Addresses);
                CheckAsset(conduit, item, asset);
            }
            else if (NetworkScalars.Network.TryRead(item, out IPNetwork network))
            {
                addresses.Add(network);
            }
            else if (text.Contains('/') || NetworkScalars.TryAddress(text, out _))
            {
                NetworkScalars.Network.Check(item, problems);
            }
            else
            {
                string hint = NearestName.Hint(text, [.. names.Assets.Keys]);
                problems.Error(item, $"expected an asset, an address or a network, but found {Quote.Words(text)}{hint}");
            }
        }

        return addresses;
    }

    private void CheckAsset(MapNode conduit, SettingsNode item, Asset asset)
    {
        if (asset.Addresses.Count == 0 && !names.Broken.Contains(asset.Name))
        {
            problems.Error(item, $"the asset {Quote.Words(asset.Name)} has no `address`, and before it has said who it is a device is known by nothing else; give it one");
        }

        if (conduit.Text("to") is { } to && asset.Zone != to)
        {
            problems.Warning(item, $"the asset {Quote.Words(asset.Name)} is of zone {Quote.Words(asset.Zone)}, but the conduit leads to {Quote.Words(to)}; mend one of them");
        }
    }

    private CalledClients? Clients(MapNode conduit, MapNode node, string[] servers)
    {
        if (node.Find("clients") is not { } list)
        {
            return null;
        }

        IReadOnlyList<(SettingsNode Node, Uri Value)> clients = node.Values("clients", NetworkScalars.OpcTcp);
        CheckClients(conduit, list, clients);
        if (conduit.Find("endpoint-url") is null)
        {
            problems.Error(list, "`clients` needs `endpoint-url` of the conduit: the URL that clients are told when they are called");
        }

        string? server = node.Text("server-uri", NetworkScalars.ApplicationUri) ?? (servers is [var only] ? only : null);
        if (server is null && node.Find("server-uri") is null)
        {
            problems.Error(list, "`clients` needs `server-uri`: the application URI of the device, which clients are told when they are called");
        }

        TimeSpan retry = node.Read("retry", Scalars.Duration, TimeSpan.FromSeconds(5));
        if (retry < RetryLeast)
        {
            problems.Error(node.Find("retry")!, "clients are not called again sooner than after 100ms; write 100ms or longer");
        }

        return server is null || clients.Count == 0 ? null : new CalledClients([.. clients.Select(client => client.Value)], server) { Retry = retry };
    }

    private void CheckClients(MapNode conduit, SettingsNode list, IReadOnlyList<(SettingsNode Node, Uri Value)> clients)
    {
        if (clients.Count > ClientsMax)
        {
            problems.Error(list, $"at most {ClientsMax} clients can be called, but found {clients.Count}; let the others connect by themselves");
        }

        bool hasListen = NetworkScalars.Listen.TryRead(conduit.Find("listen"), out IPEndPoint listen);
        var seen = new HashSet<Uri>();
        foreach ((SettingsNode item, Uri url) in clients)
        {
            if (!seen.Add(url))
            {
                problems.Error(item, $"{Quote.Words(url.OriginalString)} is here twice; one is enough, for as soon as the client uses a connection the next one is made");
            }

            if (hasListen && url.Port == listen.Port && NetworkScalars.TryAddress(url.Host.Trim('[', ']'), out IPAddress address) && address.Equals(listen.Address))
            {
                problems.Error(item, $"the client is where the conduit itself listens ({listen}), so it would call itself; write where the client waits to be called");
            }
        }
    }

    private void Need(MapNode node, string key, string what, params string[] strays)
    {
        foreach (string stray in strays)
        {
            if (node.Find(key) is null && node.Find(stray) is { } value)
            {
                problems.Error(value, $"`{stray}` needs `{key}`: {what}");
            }
        }
    }
}
