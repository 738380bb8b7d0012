using OtEdge.Core.Zones;
using OtEdge.Settings.Model;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds `otedge.yaml`, and then holds it against the policies.</summary>
internal sealed class SiteBinder
{
    private readonly MapNode root;
    private readonly ProblemList problems;
    private readonly IReadOnlyList<ConduitDraft> conduits;
    private readonly Site site;
    private readonly SettingsModel model;

    private SiteBinder(MapNode root, string hostName, Func<string, bool> fileExists, ProblemList problems)
    {
        this.root = root;
        this.problems = problems;
        var assets = new AssetBinder(root, problems);
        IReadOnlyList<Zone> zones = assets.Zones();
        site = new Site
        {
            Name = root.Text("site", Scalars.Name) ?? "",
            Gateway = root.Text("gateway", Scalars.Name) ?? hostName,
            TimeZone = root.Read("time-zone", Scalars.TimeZone, TimeZoneInfo.Utc),
            Governance = root.Read("governance", SiteShapes.Governance, Governance.Pair),
            People = new PeopleBinder(root, problems).People(),
            Zones = zones,
            Assets = assets.Assets([.. zones.Select(zone => zone.Name)]),
        };
        Names = new SiteNames(site, assets.NodeTags.Select(tag => tag.Name), assets.Broken);
        conduits = new ConduitBinder(root, Names, fileExists, problems).Conduits();
        site = site with { Conduits = [.. conduits.Select(draft => draft.Conduit)] };
        ListenCheck.Run(conduits, root, problems);
        model = new SettingsModel
        {
            NodeTags = assets.NodeTags,
        };
        model = new StagingBinder(root, Names, problems).Bind(model);
        model = new ServiceBinder(root, fileExists, problems).Bind(model);
    }

    /// <summary>What policies may name.</summary>
    public SiteNames Names { get; }

    /// <summary>Reads the site's file; null when nothing can be made of it.</summary>
    public static SiteBinder? Read(SettingsText source, string hostName, Func<string, bool> fileExists, ProblemList problems)
    {
        SettingsNode? node = YamlText.Read(source, problems);
        if (node is null)
        {
            return null;
        }

        SiteShapes.Document.Check(node, problems);
        return node is MapNode root ? new SiteBinder(root, hostName, fileExists, problems) : null;
    }

    /// <summary>Joins site and policies.</summary>
    /// <param name="policies">The policies that could be read.</param>
    /// <param name="files">Names of all policy files, so that nobody calls a broken one missing.</param>
    public (Site Site, SettingsModel Model) With(IReadOnlyList<PolicyDraft> policies, IReadOnlyCollection<string> files)
    {
        foreach (ConduitDraft conduit in conduits)
        {
            CheckPolicy(conduit, policies, files);
        }

        HashSet<string> used = [.. root.Named("conduits").Select(entry => (entry.Value as MapNode)?.Text("policy")).OfType<string>()];
        foreach (PolicyDraft policy in policies.Where(policy => !used.Contains(policy.Name)))
        {
            problems.Warning(policy.Root.Find("policy") ?? policy.Root, $"no conduit uses the policy {Quote.Words(policy.Name)}; name it as `policy` of one, or remove the file");
        }

        return (
            site with
            {
                Policies = policies.Select(draft => draft.Document).OfType<Core.Policy.PolicyDocument>()
                    .ToDictionary(policy => policy.Name, StringComparer.Ordinal),
            },
            model);
    }

    private void CheckPolicy(ConduitDraft conduit, IReadOnlyList<PolicyDraft> policies, IReadOnlyCollection<string> files)
    {
        if (conduit.Policy is null || conduit.Node.Find("policy") is not { } node)
        {
            return;
        }

        PolicyDraft? policy = policies.FirstOrDefault(known => known.Name == conduit.Policy);
        if (policy is null)
        {
            if (files.Contains(conduit.Policy))
            {
                return;
            }

            string hint = NearestName.Hint(conduit.Policy, files);
            problems.Error(node, $"there is no policy {Quote.Words(conduit.Policy)}{(hint.Length > 0 ? hint : $"; write policies/{Quote.Plain(conduit.Policy)}.yaml, or leave `policy` out to observe only")}");
            return;
        }

        if (conduit.Conduit.Protocol == ConduitProtocol.Tcp)
        {
            return;
        }

        if (policy.Protocol is { } protocol && protocol != conduit.Conduit.Protocol)
        {
            problems.Error(node, $"the policy {Quote.Words(policy.Name)} is for {Word(protocol)}, but the conduit speaks {Word(conduit.Conduit.Protocol)}");
            return;
        }

        foreach ((SettingsNode where, string group) in policy.Umas.Where(use => !conduit.Conduit.Umas.Contains(use.Group)))
        {
            problems.Error(where, $"the conduit {Quote.Words(conduit.Conduit.Name)} does not open the UMAS group {Quote.Words(group)}; add it to its `umas` in otedge.yaml");
        }

        foreach ((SettingsNode where, Asset asset) in policy.Clients.Where(use => use.Asset.Zone != conduit.Conduit.From))
        {
            problems.Warning(where, $"the asset {Quote.Words(asset.Name)} is in zone {Quote.Words(asset.Zone)}, but the clients of conduit {Quote.Words(conduit.Conduit.Name)} are in {Quote.Words(conduit.Conduit.From)}");
        }
    }

    private static string Word(ConduitProtocol protocol) => protocol switch
    {
        ConduitProtocol.ModbusTcp => "modbus-tcp",
        ConduitProtocol.OpcUa => "opc-ua",
        _ => "tcp",
    };
}
