using OtEdge.Settings.Model;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds regimes, windows, interlocks, guards, coverage and conflict sets.</summary>
internal sealed class StagingBinder(MapNode root, SiteNames names, ProblemList problems)
{
    private readonly string[] conduits = [.. root.Named("conduits").Select(entry => entry.Key.Text)];
    private readonly string[] tags = [.. names.Tags.Keys, .. names.NodeTags];

    public SettingsModel Bind(SettingsModel model) => model with
    {
        Regimes = [.. Nodes("regimes").Select(item => Regime(item.Name, item.Node))],
        Windows = [.. Nodes("windows").Select(item => new MaintenanceWindow(
            item.Name,
            item.Node.Text("cron", Scalars.Cron) ?? "",
            item.Node.Read("for", Scalars.Duration, TimeSpan.FromHours(1)),
            [.. item.Node.Values("except", Scalars.Date).Select(day => day.Value)]))],
        Interlocks = [.. Nodes("interlocks").Select(item => Interlock(item.Name, item.Node)).OfType<Interlock>()],
        Guards = Guards(root.Map("guards")),
        Coverage = Coverage(root.Map("coverage")),
        ConflictSets = ConflictSets(),
    };

    private IEnumerable<(string Name, MapNode Node)> Nodes(string key) =>
        root.Named(key).Where(entry => entry.Value is MapNode).Select(entry => (entry.Key.Text, (MapNode)entry.Value));

    private Regime Regime(string name, MapNode node)
    {
        bool hasCron = node.Find("cron") is not null, hasFor = node.Find("for") is not null;
        if (hasCron != hasFor)
        {
            problems.Error(node.Find("cron") ?? node.Find("for")!, hasCron
                ? "`cron` says when the regime starts; say with `for` how long it runs, such as for: 8h"
                : "`for` goes with `cron`; remove it, or say with `cron` when the regime starts");
        }

        return new Regime(name, Condition(node), node.Text("cron", Scalars.Cron), node.ReadOrNull("for", Scalars.Duration));
    }

    private Interlock? Interlock(string name, MapNode node)
    {
        foreach (SettingsNode conduit in node.Items("conduits"))
        {
            problems.CheckName(conduit, "conduit", conduits, "declare it under `conduits`");
        }

        return Condition(node) is not { } when ? null : new Interlock(
            name,
            when,
            node.Read("dwell", Scalars.Duration, TimeSpan.FromSeconds(60)),
            node.Read("stale", Scalars.Duration, TimeSpan.FromSeconds(10)),
            [.. node.Values("conduits", Scalars.Name).Select(item => item.Value)]);
    }

    private TagCondition? Condition(MapNode node)
    {
        if (!StagingShapes.Condition.TryRead(node.Find("when"), out TagCondition condition))
        {
            return null;
        }

        foreach (TagComparison comparison in condition.AnyOf.SelectMany(group => group).DistinctBy(comparison => comparison.Tag))
        {
            CheckTag(node.Find("when")!, comparison.Tag);
        }

        return condition;
    }

    private void CheckTag(SettingsNode node, string tag)
    {
        if (!tags.Contains(tag) && !names.Broken.Contains(tag))
        {
            string hint = NearestName.Hint(tag, tags);
            problems.Error(node, $"unknown tag {Quote.Words(tag)}{(hint.Length > 0 ? hint : "; declare it under `tags` of its asset")}");
        }
    }

    private GuardSettings Guards(MapNode? node)
    {
        var guards = new GuardSettings();
        if (node is null)
        {
            return guards;
        }

        foreach ((SettingsNode item, string tag) in node.Values("heartbeat", Scalars.Name))
        {
            CheckTag(item, tag);
        }

        return guards with
        {
            LatencyFactor = node.Read("latency-factor", StagingShapes.Factor, guards.LatencyFactor),
            ExceptionsFactor = node.Read("exceptions-factor", StagingShapes.Factor, guards.ExceptionsFactor),
            ClientSilence = node.Read("client-silence", Scalars.Duration, guards.ClientSilence),
            Heartbeat = [.. node.Values("heartbeat", Scalars.Name).Select(item => item.Value)],
            Grace = node.Read("grace", Scalars.Duration, guards.Grace),
        };
    }

    private static CoverageSettings Coverage(MapNode? node)
    {
        var coverage = new CoverageSettings();
        return node is null ? coverage : new CoverageSettings(
            node.Read("episodes", StagingShapes.Episodes, coverage.Episodes),
            node.Read("flat", StagingShapes.Episodes, coverage.Flat),
            node.Read("soak-episodes", StagingShapes.Episodes, coverage.SoakEpisodes));
    }

    private List<IReadOnlyList<string>> ConflictSets()
    {
        var sets = new List<IReadOnlyList<string>>();
        foreach (ListNode set in root.Items("conflict-sets").OfType<ListNode>())
        {
            var members = new List<string>();
            foreach (ScalarNode member in set.Items.OfType<ScalarNode>())
            {
                problems.CheckName(member, "conduit", conduits, "declare it under `conduits`");
                if (members.Contains(member.Text))
                {
                    problems.Error(member, $"{Quote.Words(member.Text)} stands in this set already");
                }

                members.Add(member.Text);
            }

            sets.Add(members);
        }

        return sets;
    }
}
