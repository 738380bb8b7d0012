using OtEdge.Core.Policy;

namespace OtEdge.Settings;

/// <summary>What came of one line of a policy's `tests:`.</summary>
/// <param name="Test">The test.</param>
/// <param name="Decision">What the rules said.</param>
/// <param name="Text">What happened in words, such as <c>refused: rule setpoint (policies/filling.yaml:14) ...</c>; see <see cref="DecisionText"/>.</param>
public sealed record PolicyTestResult(PolicyTest Test, Decision Decision, string Text)
{
    /// <summary>True when the decision is as the test expects.</summary>
    public bool Passed => Decision.IsAllowed == Test.ExpectAllowed;
}
