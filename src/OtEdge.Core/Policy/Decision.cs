namespace OtEdge.Core.Policy;

/// <summary>What the rules say of one operation; blind to the mode.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Rule">Index in <see cref="PolicyDocument.Rules"/> (for <see cref="DecisionReason.Pinned"/> in
/// <see cref="PolicyDocument.Pinned"/>) of the rule that allows, or that came closest; -1 when there is none.</param>
/// <param name="Notes">What is worth saying besides.</param>
public readonly record struct Decision(DecisionReason Reason, int Rule = -1, DecisionNotes Notes = DecisionNotes.None)
{
    /// <summary>True when a rule covers the operation.</summary>
    public bool IsAllowed => Reason == DecisionReason.Allowed;
}
