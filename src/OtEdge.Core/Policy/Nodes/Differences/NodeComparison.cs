using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Policy.Nodes.Differences;

/// <summary>
/// Compares two OPC UA policies. Clients, users, nodes, services and attributes are cut into groups that no rule or pin tells apart;
/// one operation of each stands for all, and both rule sets judge it. Values and rates are proved to be covered or tried; what can be
/// neither proved nor shown counts as different, without a witness.
/// </summary>
internal sealed class NodeComparison
{
    private static readonly PolicyDocument Nothing = new() { Name = "", Protocol = ConduitProtocol.OpcUa };

    private readonly RuleSet before;
    private readonly RuleSet after;
    private readonly NodeTerms[] terms;
    private readonly Effort effort = new();

    /// <summary>Prepares both policies; null: one that allows and pins nothing.</summary>
    public NodeComparison(PolicyDocument? before, PolicyDocument? after)
    {
        this.before = RuleSet.Compile(before ?? Nothing);
        this.after = RuleSet.Compile(after ?? Nothing);
        terms = [.. NodeAskers.TermsOf(this.before.Policy!).Concat(NodeAskers.TermsOf(this.after.Policy!))];
    }

    /// <summary>Compares.</summary>
    public PolicyDifference Compare()
    {
        IReadOnlyList<NodeRegion> regions = NodeRegions.Of(terms), methods = NodeRegions.Methods(terms);
        NodeIdentity?[] nodes = [.. regions.Concat(methods).SelectMany(region => new[] { region.Node, region.Method }).Append(NodeRegions.AnyMethod)];
        var namespaces = new NamespaceTable([NamespaceTable.BaseUri, .. nodes.OfType<NodeIdentity>().Select(node => node.NamespaceUri).Distinct().Where(uri => uri != NamespaceTable.BaseUri)]);
        if (NodeAskers.Of(before, after, namespaces) is not { } askers || namespaces.Uris.Count >= NamespaceTable.UrisMax)
        {
            return PolicyDifference.None with { IsTooDifferent = true };
        }

        IReadOnlyList<NodeAsk> asks = NodeAsk.OfNodes(terms);
        var nowhere = new NodeRegion("", null);
        var losses = new NodeDifferenceWords(asks);
        var gains = new NodeDifferenceWords(asks);
        foreach (NodeAsker asker in askers)
        {
            Compare(asker, nowhere, NodeAsk.OfSessions, losses, gains);
            Compare(asker, nowhere, NodeAsk.OfSubscriptions, losses, gains);
            foreach ((NodeRegion region, NodeAsk ask) in QuestionsOf(regions, methods, asks))
            {
                Compare(asker, region, ask, losses, gains);
            }

            if (effort.IsSpent)
            {
                return PolicyDifference.None with { IsTooDifferent = true };
            }
        }

        return new PolicyDifference(losses.Entries(), gains.Entries());
    }

    private static IEnumerable<(NodeRegion Region, NodeAsk Ask)> QuestionsOf(
        IReadOnlyList<NodeRegion> regions, IReadOnlyList<NodeRegion> methods, IReadOnlyList<NodeAsk> asks)
    {
        foreach (NodeAsk ask in asks)
        {
            foreach (NodeRegion region in ask.Service == OpcUaService.Call ? regions.Concat(methods) : regions)
            {
                yield return (region, ask);
            }
        }
    }

    private void Compare(NodeAsker asker, NodeRegion region, NodeAsk ask, NodeDifferenceWords losses, NodeDifferenceWords gains)
    {
        effort.Take(40);
        NodeExample example = ask.On(region);
        NodeOperation operation = example.ToOperation(asker.Before.Namespaces);
        bool wasPinned = asker.Before.IsPinned(operation), isPinned = asker.After.IsPinned(operation);
        if (wasPinned || isPinned)
        {
            if (wasPinned != isPinned)
            {
                (isPinned ? losses : gains).Add(asker, region, ask, new NodeLoss("", new DifferenceWitness(asker.Ask(example)), IsPinned: true));
            }

            return;
        }

        IReadOnlyList<NodeCondition> old = asker.Before.ConditionsOf(operation), now = asker.After.ConditionsOf(operation);
        foreach (NodeLoss loss in Lost(asker, example, (old, before), (now, after)))
        {
            losses.Add(asker, region, ask, loss);
        }

        foreach (NodeLoss gain in Lost(asker, example, (now, after), (old, before)))
        {
            gains.Add(asker, region, ask, gain);
        }
    }

    // What the first allows and the second does not.
    private List<NodeLoss> Lost(
        NodeAsker asker,
        NodeExample example,
        (IReadOnlyList<NodeCondition> Conditions, RuleSet Rules) allowing,
        (IReadOnlyList<NodeCondition> Conditions, RuleSet Rules) refusing)
    {
        var lost = new List<NodeLoss>();
        if (allowing.Conditions.Count == 0)
        {
            return lost;
        }

        if (refusing.Conditions.Count == 0)
        {
            lost.Add(new NodeLoss("", Witness(asker, Plain(example, allowing.Conditions), allowing.Rules, refusing.Rules)));
            return lost;
        }

        NodeCondition[] open =
            [.. allowing.Conditions.Where(condition => !refusing.Conditions.Any(condition.Implies)).DistinctBy(condition => condition.Text)];
        foreach (NodeCondition condition in open)
        {
            int known = lost.Count;
            foreach (NodeTry candidate in NodeTry.Of(example, condition.Limits, [.. refusing.Conditions.SelectMany(other => other.Limits)]))
            {
                bool isSaid = candidate.IsLastResort ? lost.Count > known : lost.Exists(loss => loss.How == candidate.How);
                if (!isSaid && Witness(asker, candidate, allowing.Rules, refusing.Rules) is { } witness)
                {
                    lost.Add(new NodeLoss(candidate.How, witness));
                }
            }

            RateLimit? rate = refusing.Conditions.Select(other => other.Rate).OfType<RateLimit>().MaxBy(limit => limit.Count);
            if (lost.Count == known)
            {
                lost.Add(rate is not null && !refusing.Conditions.Any(other => other.Rate is null)
                    ? new NodeLoss(FormattableString.Invariant($", more often than {rate.Count} in {rate.Window.TotalSeconds:0.###} s"), Repeated(asker, example, condition, rate, allowing.Rules, refusing.Rules))
                    : new NodeLoss(refusing.Conditions.Any(other => other.Limits.Any(limit => limit.IsEURange)) ? ", beyond the node's EURange" : ", some values", null));
            }
        }

        return lost;
    }

    private static NodeTry Plain(NodeExample example, IReadOnlyList<NodeCondition> conditions) =>
        example is { Service: OpcUaService.Write, Attribute: NodeAttributes.Value } ? NodeTry.Of(example, conditions[0].Limits, []).First() : new NodeTry("", example);

    private DifferenceWitness? Witness(NodeAsker asker, NodeTry candidate, RuleSet allowing, RuleSet refusing)
    {
        var witness = new DifferenceWitness(asker.Ask(candidate.Example))
        {
            Before = candidate.Before is { } value
                ? asker.Ask(candidate.Example with { ValueType = NodeValueType.Double, Data = BitConverter.GetBytes(value) })
                : null,
        };
        return Checked(witness, allowing, refusing);
    }

    private DifferenceWitness? Repeated(
        NodeAsker asker, NodeExample example, NodeCondition condition, RateLimit rate, RuleSet allowing, RuleSet refusing)
    {
        const int TimesMax = 2000;
        NodeTry plain = Plain(example, [condition]);
        return rate.Count >= TimesMax ? null
            : Checked(new DifferenceWitness(asker.Ask(plain.Example)) { Times = rate.Count + 1 }, allowing, refusing);
    }

    private DifferenceWitness? Checked(DifferenceWitness witness, RuleSet allowing, RuleSet refusing)
    {
        effort.Take(200L + (40L * witness.Times));

        // What a policy says of a range that only the device knows shows no difference.
        return witness.DecideBy(allowing).IsAllowed && witness.DecideBy(refusing) is { IsAllowed: false, Reason: not DecisionReason.EURangeUnknown } ? witness : null;
    }
}
