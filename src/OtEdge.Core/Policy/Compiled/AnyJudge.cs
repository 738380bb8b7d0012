namespace OtEdge.Core.Policy.Compiled;

/// <summary>Accepts whatever fits: pins have no terms.</summary>
internal struct AnyJudge : IJudge
{
    /// <inheritdoc/>
    public readonly bool Accepts(int index, int last, in Operation operation) => true;
}
