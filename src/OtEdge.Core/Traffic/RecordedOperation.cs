using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic;

/// <summary>One operation that is not a read, as it happened: what replay judges again in the order of time.</summary>
/// <param name="Utc">When.</param>
/// <param name="Flow">Id of its flow.</param>
/// <param name="Data">Written data as on the wire (AND and OR mask for a mask write), at most 256 bytes; empty when there is none.</param>
/// <param name="Verdict">What was done.</param>
/// <param name="Reason">What the rules said.</param>
/// <param name="PolicyDigest">Digest of the rules that said it; null when there were none.</param>
/// <param name="Times">How many equal ones within its second this stands for.</param>
public sealed record RecordedOperation(
    DateTimeOffset Utc,
    string Flow,
    ReadOnlyMemory<byte> Data,
    VerdictWord Verdict,
    DecisionReason Reason,
    string? PolicyDigest,
    int Times = 1);
