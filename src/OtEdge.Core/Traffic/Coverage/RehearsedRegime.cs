namespace OtEdge.Core.Traffic.Coverage;

/// <summary>A regime that a signed rehearsal stands for, checked against the record and the rules. It is no sample: no share follows from it.</summary>
/// <param name="Signed">What was signed.</param>
/// <param name="Operations">Its operations in the order of the list.</param>
public sealed record RehearsedRegime(SignedRehearsal Signed, IReadOnlyList<RehearsedOperation> Operations)
{
    /// <summary>Operations that were seen passing.</summary>
    public int Seen => Operations.Count(operation => operation.IsSeen);

    /// <summary>Operations that the rules allow.</summary>
    public int Allowed => Operations.Count(operation => operation.IsAllowed);

    /// <summary>True when every operation was seen passing and is allowed.</summary>
    public bool IsMet => Operations.Count > 0 && Operations.All(operation => operation is { IsSeen: true, IsAllowed: true });
}
