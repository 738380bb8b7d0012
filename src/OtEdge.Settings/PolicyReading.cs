using OtEdge.Core.Policy;

namespace OtEdge.Settings;

/// <summary>What came of reading one policy file.</summary>
/// <param name="Policy">The policy, names resolved; null when there is an error.</param>
/// <param name="Problems">Every problem, by line and column.</param>
public sealed record PolicyReading(PolicyDocument? Policy, IReadOnlyList<Problem> Problems)
{
    /// <summary>True when some problem is an error.</summary>
    public bool HasErrors => Problems.Any(problem => problem.Severity == Severity.Error);
}
