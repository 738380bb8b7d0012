namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>What a rule or pin reaches, apart from clients, users, attributes, values and rates.</summary>
/// <param name="Index">Index of the rule or pin in its policy.</param>
/// <param name="Classes">Its classes.</param>
/// <param name="Terms">Its nodes and methods.</param>
internal sealed record NodeReach(int Index, OperationClasses Classes, NodeTerms Terms)
{
    /// <summary>The nodes that it reaches for operations of a class; a rule with methods reaches calls by its methods only.</summary>
    public IReadOnlyList<NodePattern> PatternsFor(OperationClass operationClass) =>
        operationClass == OperationClass.Call && Terms.Methods.Count > 0 ? []
        : Terms.Nodes.Count > 0 ? Terms.Nodes
        : [NodePattern.Everything];

    /// <summary>The methods that it reaches.</summary>
    public IReadOnlyList<NodeMethod> Methods => Classes.HasFlag(OperationClasses.Call) ? Terms.Methods : [];

    /// <summary>The single classes that it has, without those that need no rule.</summary>
    public IEnumerable<OperationClass> EachClass() => Enum.GetValues<OperationClass>().Where(operationClass =>
        operationClass is not (OperationClass.Malformed or OperationClass.Session)
        && ((int)Classes & (1 << (int)operationClass)) != 0);
}
