using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds `conduits`.</summary>
internal sealed class ConduitBinder(MapNode root, SiteNames names, Func<string, bool> fileExists, ProblemList problems)
{
    private readonly ReverseConnectBinder reverse = new(names, problems);
    private readonly OperationBinder operations = new(names, new AddressBase(0), problems);

    public IReadOnlyList<ConduitDraft> Conduits()
    {
        var drafts = new List<ConduitDraft>();
        foreach (MapEntry entry in root.Named("conduits"))
        {
            if (entry.Value is MapNode node && Bind(entry.Key.Text, node) is { } draft)
            {
                drafts.Add(draft);
            }
        }

        CheckRenames();
        return drafts;
    }

    private ConduitDraft? Bind(string name, MapNode node)
    {
        CheckZones(node);
        List<OperationExample> essential = Essential(node);
        bool hasProtocol = ConduitShapes.Protocol.TryRead(node.Find("protocol"), out ConduitProtocol protocol);
        if (!hasProtocol)
        {
            return null;
        }

        OpcUaConduit? opcUa = null;
        if (protocol == ConduitProtocol.OpcUa)
        {
            opcUa = BindOpcUa(node);
        }

        DeviceAddress? device = Device(node, protocol);
        bool hasListen = NetworkScalars.Listen.TryRead(node.Find("listen"), out IPEndPoint listen);
        CheckDevice(node, device, hasListen ? listen : null);
        if (device is null || !hasListen)
        {
            return null;
        }

        string? policy = node.Text("policy", Scalars.Name);
        return new ConduitDraft(
            node,
            new Conduit
            {
                Name = name,
                From = node.Text("from") ?? "",
                To = node.Text("to") ?? "",
                Protocol = protocol,
                Listen = listen,
                Device = device,
                Policy = protocol == ConduitProtocol.Tcp ? null : policy,
                OpcUa = opcUa,
                OnFault = node.Read("on-fault", ConduitShapes.OnFault, FaultStance.Forward),
                RefuseWith = node.Read("refuse-with", PolicyKeys.RefusalForm, RefusalForm.Reply),
                StrictReplies = node.Read("strict-replies", Scalars.Boolean, false),
                Limits = Limits(node),
                MaxAduBytes = node.Read("max-adu", ConduitShapes.MaxAdu, 260),
                Umas = [.. node.Values("umas", Scalars.Name).Select(item => item.Value)],
                Essential = essential,
                RenamedFrom = node.Text("renamed-from", Scalars.Name),
            },
            policy);
    }

    private static ConduitLimits Limits(MapNode conduit)
    {
        var limits = new ConduitLimits();
        return conduit.Map("limits") is not { } node ? limits : limits with
        {
            Connections = node.Read("connections", ConduitShapes.Connections, limits.Connections),
            DeviceConnections = node.ReadOrNull("device-connections", ConduitShapes.Connections),
            Pending = node.Read("pending", ConduitShapes.Pending, limits.Pending),
            Frame = node.Read("frame", Scalars.Duration, limits.Frame),
            DeviceTimeout = node.Read("device-timeout", Scalars.Duration, limits.DeviceTimeout),
            Idle = node.Read("idle", Scalars.DurationOrOff, limits.Idle),
        };
    }

    private static DeviceAddress? Device(MapNode node, ConduitProtocol protocol)
    {
        if (protocol == ConduitProtocol.OpcUa)
        {
            const int OpcUaPort = 4840;
            return NetworkScalars.OpcTcp.TryRead(node.Find("device"), out Uri url)
                ? new DeviceAddress(url.Host.Trim('[', ']'), url.IsDefaultPort || url.Port < 0 ? OpcUaPort : url.Port)
                : null;
        }

        return NetworkScalars.Device.TryRead(node.Find("device"), out DeviceAddress device) ? device : null;
    }

    private void CheckZones(MapNode node)
    {
        string[] zones = [.. root.Named("zones").Select(entry => entry.Key.Text)];
        bool knowsBoth = problems.CheckName(node.Find("from"), "zone", zones, "declare it under `zones`")
            & problems.CheckName(node.Find("to"), "zone", zones, "declare it under `zones`");
        if (knowsBoth && node.Text("from") is { } from && from == node.Text("to"))
        {
            problems.Error(node.Find("to")!, $"`from` and `to` are both {Quote.Words(from)}; a conduit joins two zones, so name the zone of the devices here");
        }
    }

    private void CheckDevice(MapNode node, DeviceAddress? device, IPEndPoint? listen)
    {
        if (device is null || !NetworkScalars.TryAddress(device.Host, out IPAddress address))
        {
            return;
        }

        SettingsNode where = node.Find("device")!;
        if (listen is not null && listen.Port == device.Port && listen.Address.Equals(address))
        {
            problems.Error(where, $"the device is where the conduit itself listens ({device}), so it would call itself; write the device's own address");
            return;
        }

        Asset? asset = names.Assets.Values.FirstOrDefault(known =>
            known.Addresses.Any(network => network.PrefixLength == (network.BaseAddress.GetAddressBytes().Length * 8) && network.BaseAddress.Equals(address)));
        if (asset is not null && root.Named("zones").Any(zone => zone.Key.Text == asset.Zone) && asset.Zone != node.Text("to") && node.Text("to") is { } to)
        {
            problems.Warning(where, $"the device is the asset {Quote.Words(asset.Name)} of zone {Quote.Words(asset.Zone)}, but the conduit leads to {Quote.Words(to)}; mend one of them");
        }
    }

    private List<OperationExample> Essential(MapNode node)
    {
        var essential = new List<OperationExample>();
        foreach (MapNode item in node.Maps("essential"))
        {
            if (operations.Bind(item, []) is { } operation)
            {
                essential.Add(operation);
            }
        }

        return essential;
    }

    private OpcUaConduit? BindOpcUa(MapNode node)
    {
        if (node.Find("refuse-with") is ScalarNode { Text: "drop" } drop)
        {
            problems.Error(drop, "OPC UA has no `drop`: a client must not be left waiting; write reply, close or reset");
        }

        bool terminates = node.Read("inspection", ConduitShapes.Inspection, true);
        foreach (string key in new[] { "security", "device-security", "certificate-expiry" })
        {
            if (!terminates && node.Find(key) is { } stray)
            {
                problems.Error(stray, $"`{key}` needs `inspection: terminate`; a transparent conduit has no secure channel of its own");
            }
        }

        MapNode? security = node.Map("security"), toDevice = node.Map("device-security");
        CheckNone(security);
        CheckNone(toDevice);
        var users = new DeviceUserBinder(fileExists, problems);
        if (!NetworkScalars.OpcTcp.TryRead(node.Find("device"), out Uri device))
        {
            return null;
        }

        (CallingDevices? devices, CalledClients? clients) = reverse.Bind(node, device);
        return new OpcUaConduit(device)
        {
            CallingDevices = devices,
            CalledClients = clients,
            EndpointUrl = NetworkScalars.OpcTcp.TryRead(node.Find("endpoint-url"), out Uri url) ? url : null,
            Terminates = terminates,
            SecurityPolicies = [.. security?.Values("policies", OpcUaShapes.SecurityPolicy).Select(item => item.Value) ?? []],
            SecurityModes = [.. security?.Values("modes", OpcUaShapes.SecurityMode).Select(item => item.Value) ?? []],
            TrustedOnly = security?.Text("certificates") != "any",
            DevicePolicy = toDevice?.Text("policy", OpcUaShapes.SecurityPolicy),
            DeviceMode = toDevice?.ReadOrNull("mode", OpcUaShapes.SecurityMode),
            DeviceUser = users.User(toDevice?.Find("user")),
            Users = users.Users(toDevice),
            IsExpiryStrict = node.Read("certificate-expiry", ConduitShapes.CertificateExpiry, false),
        };
    }

    private void CheckNone(MapNode? security)
    {
        if (security is null)
        {
            return;
        }

        (string policies, string modes) = security.Find("policies") is null && security.Find("modes") is null ? ("policy", "mode") : ("policies", "modes");
        bool HasNone(string key) => security.Items(key).OfType<ScalarNode>().Any(item => item.Text == "None");
        if (security.Find(policies) is not null && security.Find(modes) is { } node && HasNone(policies) != HasNone(modes))
        {
            problems.Error(node, $"`None` must stand in both `{policies}` and `{modes}` or in neither");
        }
    }

    private void CheckRenames()
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] conduits = [.. root.Named("conduits").Select(entry => entry.Key.Text)];
        foreach (MapEntry entry in root.Named("conduits"))
        {
            if ((entry.Value as MapNode)?.Find("renamed-from") is not ScalarNode old)
            {
                continue;
            }

            if (conduits.Contains(old.Text))
            {
                problems.Error(old, $"the conduit {Quote.Words(old.Text)} still exists; its history can be carried on only when it is gone");
            }
            else if (!taken.TryAdd(old.Text, entry.Key.Text))
            {
                problems.Error(old, $"the conduit {Quote.Words(taken[old.Text])} carries on {Quote.Words(old.Text)} already");
            }
        }
    }
}
