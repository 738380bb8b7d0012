using OtEdge.Core.Policy.Compiled;

namespace OtEdge.Core.Policy.Differences;

/// <summary>Units grouped so that no rule or pin tells those of one group apart.</summary>
internal sealed class UnitGroups
{
    private readonly List<byte[]> groups = [];
    private readonly Dictionary<UnitSet, int[]> bySet = [];

    /// <summary>Groups the units by the sets that hold them.</summary>
    public UnitGroups(IEnumerable<UnitSet> sets)
    {
        UnitSet[] distinct = [.. sets.Distinct()];
        var members = distinct.ToDictionary(set => set, _ => new List<int>());
        var alike = Enumerable.Range(0, UnitSet.UnitCount)
            .GroupBy(unit => string.Join(',', Enumerable.Range(0, distinct.Length).Where(set => distinct[set].Contains(unit))));
        foreach (IGrouping<string, int> group in alike)
        {
            byte[] units = [.. group.Select(unit => (byte)unit)];
            foreach (UnitSet set in distinct.Where(set => set.Contains(units[0])))
            {
                members[set].Add(groups.Count);
            }

            groups.Add(units);
        }

        foreach ((UnitSet set, List<int> named) in members)
        {
            bySet.Add(set, [.. named]);
        }
    }

    /// <summary>The units of a group; the first stands for all.</summary>
    public byte[] this[int group] => groups[group];

    /// <summary>The groups that a set holds.</summary>
    public int[] Of(UnitSet set) => bySet[set];
}
