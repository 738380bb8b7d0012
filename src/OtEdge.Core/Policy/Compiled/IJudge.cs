namespace OtEdge.Core.Policy.Compiled;

/// <summary>Asked about each rule or pin whose reach fits an operation.</summary>
internal interface IJudge
{
    /// <summary>True when nothing else stands in the way of a rule or pin; free of side effects on what is remembered.</summary>
    /// <param name="index">Its index in the policy.</param>
    /// <param name="last">The end of its range that fits; 65535 for one without ranges.</param>
    /// <param name="operation">What is judged.</param>
    bool Accepts(int index, int last, in Operation operation);
}
