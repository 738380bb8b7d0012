namespace OtEdge.Core.Policy;

/// <summary>A rule that can never be the one that allows.</summary>
/// <param name="Rule">Its index in <see cref="PolicyDocument.Rules"/>.</param>
/// <param name="CoveredBy">Index of the earlier rule that covers it, or the first of several that do so together.</param>
public readonly record struct UnreachableRule(int Rule, int CoveredBy);
