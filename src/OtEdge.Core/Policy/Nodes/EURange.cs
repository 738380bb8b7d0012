namespace OtEdge.Core.Policy.Nodes;

/// <summary>The range that a variable's values keep to in normal operation, as its device tells it (property EURange, OPC 10000-8 cl. 5.3.2.4).</summary>
/// <param name="Low">Smallest value.</param>
/// <param name="High">Largest value.</param>
public readonly record struct EURange(double Low, double High)
{
    /// <summary>True when some number lies in it.</summary>
    public bool IsUsable => Low <= High;

    /// <summary>The range in words: <c>0 to 100</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Low} to {High}");
}
