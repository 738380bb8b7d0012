using System.Runtime.InteropServices;

namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>The rules that name one pattern, by class; those of wider patterns are in its ancestors.</summary>
/// <param name="parent">The next wider pattern that some rule names; null for every node.</param>
internal sealed class NodeCell(NodeCell? parent)
{
    private readonly List<int>?[] rulesByClass = new List<int>?[(int)OperationClass.Call + 1];

    /// <summary>The next wider pattern; null for every node.</summary>
    public NodeCell? Parent => parent;

    /// <summary>Indexes of the rules that name this pattern for a class, ascending.</summary>
    public ReadOnlySpan<int> RulesFor(OperationClass operationClass) => CollectionsMarshal.AsSpan(rulesByClass[(int)operationClass]);

    /// <summary>Adds a rule; rules come in ascending order.</summary>
    public void Add(OperationClass operationClass, int rule)
    {
        List<int> rules = rulesByClass[(int)operationClass] ??= [];
        if (rules.Count == 0 || rules[^1] != rule)
        {
            rules.Add(rule);
        }
    }
}
