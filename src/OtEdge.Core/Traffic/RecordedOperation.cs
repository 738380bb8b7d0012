using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic;

/// <summary>One operation that is not a read, as it happened: what replay judges again in the order of time.</summary>
public sealed record RecordedOperation
{
    /// <summary>When.</summary>
    public required DateTimeOffset Utc { get; init; }

    /// <summary>Id of its flow.</summary>
    public required string Flow { get; init; }

    /// <summary>Written data as on the wire (AND and OR mask for a mask write), at most 256 bytes; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>What was done.</summary>
    public VerdictWord Verdict { get; init; }

    /// <summary>What the rules said.</summary>
    public DecisionReason Reason { get; init; }

    /// <summary>Digest of the rules that said it; null when there were none.</summary>
    public string? PolicyDigest { get; init; }

    /// <summary>How many equal ones within its second this stands for. Default 1.</summary>
    public int Times { get; init; } = 1;
}
