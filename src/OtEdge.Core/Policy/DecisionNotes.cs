namespace OtEdge.Core.Policy;

/// <summary>What is worth saying about a decision although it stands.</summary>
[Flags]
public enum DecisionNotes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The rule that allows has passed its soft expiry.</summary>
    Expired = 1,

    /// <summary>The rule has a max-step, but no value was known to measure from: judged by min and max only.</summary>
    StepUnknown = 2,

    /// <summary>Several rules cover the operation together (`allow-span`).</summary>
    Spanned = 4,
}
