namespace OtEdge.Core.Staging.Guarding;

/// <summary>Guards of every step that a person takes. Each answers null when the step may go on.</summary>
internal static class StepGuards
{
    /// <summary>Of two people the first wins. Taking back never loses that race.</summary>
    internal static ChangeRefusal? NotOvertaken(StagedChange change, ChangeEvent.OfPerson step) =>
        step.Seen is { } seen && seen != change.Version && step is not (ChangeEvent.Aborted or ChangeEvent.Hurt)
            ? new ChangeRefusal(ChangeRefusalCode.Overtaken, $"{seen}", $"{change.Version}")
            : null;

    /// <summary>An answer says something.</summary>
    internal static ChangeRefusal? SomethingIsAnswered(IReadOnlyList<ChangeAnswer> answers) =>
        answers.Count == 0 || answers.Any(answer => string.IsNullOrWhiteSpace(answer.Text)) ? new ChangeRefusal(ChangeRefusalCode.NoAnswer) : null;

    /// <summary>What is kept for good has a reason.</summary>
    internal static ChangeRefusal? ReasonIsGiven(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? new ChangeRefusal(ChangeRefusalCode.NoReason) : null;
}
