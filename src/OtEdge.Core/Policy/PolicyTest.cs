namespace OtEdge.Core.Policy;

/// <summary>One line of a policy's `tests:`.</summary>
/// <param name="Operation">What is tried.</param>
/// <param name="ExpectAllowed">True for `expect: allowed`, false for `expect: refused`.</param>
/// <param name="Line">Line in the policy's file, 1-based.</param>
public sealed record PolicyTest(OperationExample Operation, bool ExpectAllowed, int Line);
