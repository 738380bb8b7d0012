using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic.Coverage;

/// <summary>One operation of a rehearsal.</summary>
/// <param name="Text">As the owner wrote it.</param>
/// <param name="IsSeen">True when it is in the record.</param>
/// <param name="IsAllowed">True when the rules allow it.</param>
/// <param name="Why">What the rules say of it, or why it cannot be read any more.</param>
public sealed record RehearsedOperation(string Text, bool IsSeen, bool IsAllowed, string Why)
{
    /// <summary>Checks an operation of the list.</summary>
    /// <param name="text">As the owner wrote it.</param>
    /// <param name="example">The operation.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="flows">What is recorded.</param>
    /// <param name="now">The moment of judging.</param>
    public static RehearsedOperation Check(
        string text, OperationExample example, RuleSet rules, IEnumerable<Flow> flows, in JudgingTime now)
    {
        Decision decision = rules.Decide(example, now);
        return new RehearsedOperation(
            text, flows.Any(flow => IsOf(flow, example)), decision.IsAllowed, DecisionText.Of(rules.Policy, example.ToOperation(), decision));
    }

    // The same registers may be written by one function or another; the list says what is done, not how.
    private static bool IsOf(Flow flow, OperationExample example)
    {
        Operation operation = example.ToOperation();
        bool isSameTarget = operation.Space == RegisterSpace.None
            ? flow.Function == operation.Function
            : (flow.Space, flow.File, flow.Address, flow.Count) == (operation.Space, operation.File, operation.Address, operation.Count);
        return !flow.IsSweep && flow.Class == operation.Class && flow.Unit == operation.Unit && isSameTarget
            && (example.Client is null || flow.Client == example.Client.ToString());
    }
}
