namespace OtEdge.Console.Api;

/// <summary>What is wrong with an audit, if anything.</summary>
/// <param name="First">Sequence of the first entry; 0 when there is none.</param>
/// <param name="Last">Sequence of the last entry; 0 when there is none.</param>
/// <param name="Signed">Last entry that a good checkpoint holds fast; 0 when none does.</param>
/// <param name="Faults">What is wrong, one sentence each; empty: nothing.</param>
public sealed record AuditProofView(long First, long Last, long Signed, IReadOnlyList<string> Faults)
{
    /// <summary>True when nothing is wrong.</summary>
    public bool Ok => Faults.Count == 0;

    /// <summary>Lower-case SHA-256 of the public keys that were trusted.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}
