using OtEdge.Core.Policy.Compiled;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Policy.Differences;

/// <summary>
/// Compares two policies client group by client group:
/// <list type="number">
/// <item>Clients, units and functions are cut into groups that no rule or pin tells apart.</item>
/// <item>What one policy allows and the other does not say in the same words must be proved to be covered by it.</item>
/// <item>What cannot be proved is tried: an operation that the two rule sets really decide differently shows the difference.</item>
/// <item>What can be neither proved nor shown counts as different, without a witness.</item>
/// </list>
/// </summary>
internal sealed class PolicyComparison
{
    private static readonly PolicyDocument Nothing = new() { Name = "", Protocol = ConduitProtocol.ModbusTcp };

    private readonly UnitGroups units;
    private readonly FunctionGroups functions;
    private readonly Side before;
    private readonly Side after;
    private readonly IReadOnlyList<ClientGroup> groups;
    private readonly ClientNames names;
    private readonly Effort effort = new();

    /// <summary>Prepares both policies.</summary>
    public PolicyComparison(PolicyDocument? before, PolicyDocument? after)
    {
        PolicyDocument[] both = [before ?? Nothing, after ?? Nothing];
        Reach[] reaches = [.. both.SelectMany(policy => policy.Rules.Select(Reach.Of).Concat(policy.Pinned.SelectMany(Reach.Of)))];
        units = new UnitGroups(reaches.Select(reach => reach.Units));
        functions = new FunctionGroups(reaches.Select(reach => reach.Functions));
        var clients = new ClientIndex();
        this.before = new Side(both[0], clients, units, functions);
        this.after = new Side(both[1], clients, units, functions);
        groups = ClientGroups.Of(clients);
        names = new ClientNames(groups, reaches.SelectMany(reach => reach.Clients));
    }

    /// <summary>Compares.</summary>
    public PolicyDifference Compare()
    {
        var losses = new Dictionary<List<Atom>, HashSet<ClientGroup>>();
        var gains = new Dictionary<List<Atom>, HashSet<ClientGroup>>();
        var losing = new Losses(before, after, units, functions, effort) { MindsBudgets = true };
        var gaining = new Losses(after, before, units, functions, effort);
        foreach (ClientGroup group in groups)
        {
            Collect(losses, losing.For(group), group);
            Collect(gains, gaining.For(group), group);
            if (effort.IsSpent)
            {
                return PolicyDifference.None with { IsTooDifferent = true };
            }
        }

        var words = new DifferenceWords(units, functions, names);
        return new PolicyDifference(words.Of(losses), words.Of(gains));
    }

    private static void Collect(
        Dictionary<List<Atom>, HashSet<ClientGroup>> clients, IEnumerable<List<Atom>> found, ClientGroup group)
    {
        foreach (List<Atom> atoms in found.Where(atoms => atoms.Count > 0))
        {
            (clients.TryGetValue(atoms, out HashSet<ClientGroup>? groups) ? groups : clients[atoms] = []).Add(group);
        }
    }
}
