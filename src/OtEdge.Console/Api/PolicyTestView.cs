namespace OtEdge.Console.Api;

/// <summary>What came of one line of a policy's `tests:`.</summary>
/// <param name="Line">Its line in the policy, 1-based.</param>
/// <param name="Operation">What was tried, in words.</param>
/// <param name="Expect">allowed or refused, as the policy says.</param>
/// <param name="Passed">True when the rules say so, too.</param>
/// <param name="Text">What the rules said and which of them, in words.</param>
public sealed record PolicyTestView(int Line, string Operation, string Expect, bool Passed, string Text);
