using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic.Replaying;

/// <summary>What a policy would have done to traffic that has passed.</summary>
public sealed record ReplayReport
{
    /// <summary>The policy.</summary>
    public required PolicyDocument Policy { get; init; }

    /// <summary>Requests that were judged.</summary>
    public long Requests { get; init; }

    /// <summary>Operations in them; a request may ask for several.</summary>
    public long Operations { get; init; }

    /// <summary>Requests of which at least one operation would be refused.</summary>
    public long WouldBeRefused { get; init; }

    /// <summary>When the first request was seen; null when there was none.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>When the last request was seen; null when there was none.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Every rule in file order, with its hits.</summary>
    public IReadOnlyList<ReplayedRule> Rules { get; init; } = [];

    /// <summary>Every pin in file order, with its hits.</summary>
    public IReadOnlyList<ReplayedRule> Pins { get; init; } = [];

    /// <summary>Rules that earlier ones cover whole, whatever the traffic.</summary>
    public IReadOnlyList<UnreachableRule> Shadowed { get; init; } = [];

    /// <summary>What would be refused, most often first.</summary>
    public IReadOnlyList<ReplayedFlow> Flows { get; init; } = [];

    /// <summary>Operations that would be refused and for whose flows there was no more room.</summary>
    public long OperationsNotListed { get; init; }

    /// <summary>Regimes in the order of their names; empty when none is known.</summary>
    public IReadOnlyList<ReplayedRegime> Regimes { get; init; } = [];

    /// <summary>What another policy says otherwise; null when there was none to compare with.</summary>
    public ReplayDifference? Difference { get; init; }
}
