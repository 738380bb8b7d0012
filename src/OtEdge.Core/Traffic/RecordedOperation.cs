using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Traffic;

/// <summary>One operation that is not a read, as it happened: what replay judges again in the order of time.</summary>
public sealed record RecordedOperation
{
    /// <summary>When.</summary>
    public required DateTimeOffset Utc { get; init; }

    /// <summary>Id of its flow.</summary>
    public required string Flow { get; init; }

    /// <summary>
    /// Written data as on the wire (AND and OR mask for a mask write), at most 256 bytes; empty when there is none. For OPC UA, two
    /// bytes come first: the type of the value, and a sum of 1 for an array and 2 for an index range.
    /// </summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>What was done.</summary>
    public VerdictWord Verdict { get; init; }

    /// <summary>What the rules said.</summary>
    public DecisionReason Reason { get; init; }

    /// <summary>Digest of the rules that said it; null when there were none.</summary>
    public string? PolicyDigest { get; init; }

    /// <summary>How many equal ones within its second this stands for. Default 1.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The data that is kept of an operation.</summary>
    public static byte[] DataOf(in TrafficFinding operation) =>
        operation.Deed is null ? operation.Data.ToArray() : [(byte)operation.ValueType, (byte)((operation.IsArray ? 1 : 0) | (operation.HasIndexRange ? 2 : 0)), .. operation.Data];

    /// <summary>An OPC UA operation with the value that was kept.</summary>
    /// <param name="operation">What it does.</param>
    public NodeExample WithValue(NodeExample operation) => Data.Length < 2 ? operation : operation with
    {
        ValueType = (NodeValueType)Data.Span[0],
        IsArray = (Data.Span[1] & 1) != 0,
        HasIndexRange = (Data.Span[1] & 2) != 0,
        Data = Data[2..],
    };
}
