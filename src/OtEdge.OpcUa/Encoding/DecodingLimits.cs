namespace OtEdge.OpcUa.Encoding;

/// <summary>What a reader lets a peer make it do; a message can never be larger than its bytes besides.</summary>
public sealed record DecodingLimits
{
    /// <summary>The limits that hold when nothing else is said.</summary>
    public static readonly DecodingLimits Default = new();

    /// <summary>Deepest nesting of Variants, DataValues, DiagnosticInfos and structures together. Default 100 (OPC UA Part 6 cl. 5.1.10).</summary>
    public int DepthMax { get; init; } = 100;

    /// <summary>Longest string or ByteString. Default 16 MiB.</summary>
    public int StringBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>Most elements of an array. Default 16 Mi.</summary>
    public int ArrayLengthMax { get; init; } = 16 * 1024 * 1024;
}
