using System.Net;

namespace OtEdge.Core.Policy.Suggesting;

/// <summary>What a suggestion needs to know besides the flows.</summary>
public sealed record SuggestionOptions
{
    /// <summary>Name of the policy.</summary>
    public required string PolicyName { get; init; }

    /// <summary>Where the flows come from, for the policy's first line, such as <c>monday.pcap</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The asset that declares an address; null when none does.</summary>
    public required Func<IPAddress, string?> AssetOf { get; init; }

    /// <summary>The word for a function in `allow:`, such as <c>read-coils</c> or <c>8/1</c>.</summary>
    public required Func<FunctionId, string> WordOf { get; init; }

    /// <summary>How often a write must have been seen to be allowed. Default 3, at least 1.</summary>
    public long WritesMin { get; init; } = 3;
}
