using OtEdge.Core.Policy.Compiled;

namespace OtEdge.Core.Policy.Differences;

/// <summary>Functions grouped so that no rule or pin tells those of one group apart.</summary>
internal sealed class FunctionGroups
{
    private readonly List<FunctionShape[]> groups = [];
    private readonly Dictionary<FunctionSet, int[]> bySet = [];

    /// <summary>Groups the functions by the sets that name them.</summary>
    public FunctionGroups(IEnumerable<FunctionSet> sets)
    {
        FunctionSet[] distinct = [.. sets.Distinct()];
        var members = distinct.ToDictionary(set => set, _ => new List<int>());
        IEnumerable<IGrouping<string, FunctionShape>> alike = ModbusShapes.All.GroupBy(shape =>
            $"{shape.Alike}:{string.Join(',', Enumerable.Range(0, distinct.Length).Where(set => distinct[set].Names(shape.Class, shape.Function)))}");
        foreach (IGrouping<string, FunctionShape> group in alike)
        {
            FunctionShape[] shapes = [.. group];
            foreach (FunctionSet set in distinct.Where(set => set.Names(shapes[0].Class, shapes[0].Function)))
            {
                members[set].Add(groups.Count);
            }

            groups.Add(shapes);
        }

        foreach ((FunctionSet set, List<int> named) in members)
        {
            bySet.Add(set, [.. named]);
        }
    }

    /// <summary>The functions of a group; the first stands for all.</summary>
    public FunctionShape[] this[int group] => groups[group];

    /// <summary>The groups that a set names.</summary>
    public int[] Of(FunctionSet set) => bySet[set];
}
