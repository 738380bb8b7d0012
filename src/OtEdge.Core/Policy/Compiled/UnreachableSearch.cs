using System.Net;

namespace OtEdge.Core.Policy.Compiled;

/// <summary>Finds rules whose whole reach lies in that of earlier rules without conditions.</summary>
/// <param name="rules">In file order.</param>
/// <param name="clients">The client lists.</param>
/// <param name="map">The rules by what they reach.</param>
/// <param name="terms">What each rule asks beyond its reach.</param>
internal sealed class UnreachableSearch(
    IReadOnlyList<Rule> rules, ClientIndex clients, ReachMap map, RuleTerms?[] terms)
{
    // No index of ranges answers for a file that cannot be, so only rules without ranges do.
    private static readonly IReadOnlyList<SpaceRange> Everywhere = [new SpaceRange(RegisterSpace.FileRecord, default, -1)];

    private static readonly IReadOnlyList<IPNetwork> EveryAddress = [IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")];

    private readonly Dictionary<int, ReachTable> tableByList = [];

    /// <summary>Finds them, in file order.</summary>
    public List<UnreachableRule> Find()
    {
        var found = new List<UnreachableRule>();
        for (int index = 0; index < rules.Count; index++)
        {
            int coveredBy = CoveredBy(Reach.Of(rules[index], index));
            if (coveredBy >= 0)
            {
                found.Add(new UnreachableRule(index, coveredBy));
            }
        }

        return found;
    }

    private int CoveredBy(Reach reach)
    {
        ReachTable table = TableOfAll(reach.Clients);
        int first = int.MaxValue;
        foreach (int slot in map.SlotsOf(reach.Functions))
        {
            foreach (ReachCell? cell in Enumerable.Range(0, UnitSet.UnitCount)
                .Where(reach.Units.Contains).Select(unit => table.CellAt(unit, slot)).Distinct())
            {
                int coveredBy = cell is null ? int.MaxValue : CoveredIn(cell, reach);
                if (coveredBy == int.MaxValue)
                {
                    return -1;
                }

                first = Math.Min(first, coveredBy);
            }
        }

        return first == int.MaxValue ? -1 : first;
    }

    // A rule in the cell also covers the functions without addresses, so only the ranges are left to ask for.
    private int CoveredIn(ReachCell cell, Reach reach)
    {
        int first = int.MaxValue;
        IReadOnlyList<SpaceRange> ranges = reach.Ranges.Count > 0 ? reach.Ranges : Everywhere;
        foreach (SpaceRange range in ranges)
        {
            var earlier = new EarlierJudge(reach.Index, terms);
            var probe = new Operation { Space = range.Space, File = range.File };
            int coveredBy = cell.FindContaining(range.Range, ref earlier, probe);
            if (coveredBy == int.MaxValue)
            {
                return coveredBy;
            }

            first = Math.Min(first, coveredBy);
        }

        return first;
    }

    private ReachTable TableOfAll(IReadOnlyList<ClientSelector> selectors)
    {
        int list = clients.NumberOf(selectors);
        if (!tableByList.TryGetValue(list, out ReachTable? table))
        {
            tableByList.Add(list, table = map.TableFor(ListsHoldingForAll(selectors)));
        }

        return table;
    }

    private int[] ListsHoldingForAll(IReadOnlyList<ClientSelector> selectors) =>
    [
        .. selectors
            .SelectMany(selector => (selector.Addresses.Count > 0 ? selector.Addresses : EveryAddress)
                .Select(network => clients.ListsHolding(network, selector.ApplicationUri)))
            .Aggregate((IEnumerable<int>?)null, (common, lists) => common?.Intersect(lists) ?? lists) ?? [],
    ];

    private struct EarlierJudge(int index, RuleTerms?[] terms) : IJudge
    {
        public readonly bool Accepts(int candidate, int last, in Operation operation) =>
            candidate < index && terms[candidate]?.IsConditional != true;
    }
}
