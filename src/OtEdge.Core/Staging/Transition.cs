namespace OtEdge.Core.Staging;

/// <summary>What an event makes of a change: the next change with effects, or a refusal that leaves all as it was.</summary>
/// <param name="Next">The change after the event; the same one when nothing came of it.</param>
/// <param name="Effects">What to do, in this order; empty: nothing needs to be kept or done.</param>
/// <param name="Refusal">Why the step was not taken; null: it was, or there was nothing to do.</param>
public sealed record Transition(StagedChange Next, IReadOnlyList<ChangeEffect> Effects, ChangeRefusal? Refusal = null)
{
    /// <summary>True when the step was refused.</summary>
    public bool IsRefused => Refusal is not null;
}
