namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>Finds rules that earlier rules without conditions cover as a whole, class by class and pattern by pattern.</summary>
/// <param name="table">The rules.</param>
internal sealed class NodeUnreachableSearch(NodeRuleTable table)
{
    private readonly IReadOnlyList<Rule> rules = table.Policy.Rules;

    /// <summary>Finds them, in file order.</summary>
    public List<UnreachableRule> Find()
    {
        var found = new List<UnreachableRule>();
        for (int index = 0; index < rules.Count; index++)
        {
            if (CoveredBy(index) is >= 0 and var coveredBy)
            {
                found.Add(new UnreachableRule(index, coveredBy));
            }
        }

        return found;
    }

    private int CoveredBy(int index)
    {
        var reach = new NodeReach(index, rules[index].Classes, rules[index].Nodes ?? NodeTerms.Anything);
        int first = int.MaxValue;
        foreach (OperationClass operationClass in reach.EachClass())
        {
            IEnumerable<int> covers = reach.PatternsFor(operationClass)
                .Select(pattern => CoverOf(index, operationClass, pattern))
                .Concat(operationClass == OperationClass.Call ? reach.Methods.Select(method => CoverOf(index, method)) : []);
            foreach (int cover in covers)
            {
                if (cover < 0)
                {
                    return -1;
                }

                first = Math.Min(first, cover);
            }
        }

        return first == int.MaxValue ? -1 : first;
    }

    private int CoverOf(int index, OperationClass operationClass, NodePattern pattern)
    {
        for (NodeCell? cell = table.Allowed.CellOf(pattern); cell is not null; cell = cell.Parent)
        {
            foreach (int earlier in cell.RulesFor(operationClass))
            {
                if (earlier < index && IsFree(earlier, operationClass) && HoldsForAllOf(earlier, index, operationClass))
                {
                    return earlier;
                }
            }
        }

        return -1;
    }

    private int CoverOf(int index, NodeMethod method)
    {
        for (int earlier = 0; earlier < index; earlier++)
        {
            if (rules[earlier].Classes.HasFlag(OperationClasses.Call) && rules[earlier].Nodes?.Methods.Contains(method) == true
                && IsFree(earlier, OperationClass.Call) && HoldsForAllOf(earlier, index, OperationClass.Call))
            {
                return earlier;
            }
        }

        return CoverOf(index, OperationClass.Call, NodePattern.Of(method.Object));
    }

    private bool IsFree(int rule, OperationClass operationClass) =>
        rules[rule].Rate is null && (operationClass != OperationClass.Write || rules[rule].Nodes is null or { Limits.Count: 0 });

    private bool HoldsForAllOf(int earlier, int later, OperationClass operationClass)
    {
        NodeTerms wide = rules[earlier].Nodes ?? NodeTerms.Anything, narrow = rules[later].Nodes ?? NodeTerms.Anything;
        return (wide.AttributesFor(operationClass) & narrow.AttributesFor(operationClass)) == narrow.AttributesFor(operationClass)
            && (wide.Users.Count == 0 || (narrow.Users.Count > 0 && narrow.Users.All(wide.Users.Contains)))
            && (rules[earlier].Clients.Count == 0
                || (rules[later].Clients.Count > 0 && rules[later].Clients.All(client => rules[earlier].Clients.Any(wider => wider.Covers(client)))));
    }
}
