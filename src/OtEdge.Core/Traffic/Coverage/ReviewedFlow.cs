using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic.Coverage;

/// <summary>A flow of which the rules would refuse something.</summary>
public sealed record ReviewedFlow
{
    /// <summary>The flow.</summary>
    public required Flow Flow { get; init; }

    /// <summary>What the rules say of what was refused first.</summary>
    public required Decision Decision { get; init; }

    /// <summary>One sentence for people about it.</summary>
    public required string Text { get; init; }

    /// <summary>How often it would be refused.</summary>
    public required long Times { get; init; }

    /// <summary>When it would have been refused first.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it would have been refused last.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Numbers of the episodes in which it would have been refused.</summary>
    public required IReadOnlySet<long> Episodes { get; init; }

    /// <summary>How often in each regime.</summary>
    public required IReadOnlyDictionary<string, long> Regimes { get; init; }
}
