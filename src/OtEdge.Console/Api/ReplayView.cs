namespace OtEdge.Console.Api;

/// <summary>What a policy would have done to traffic that has passed, as programs see it.</summary>
public sealed record ReplayView
{
    /// <summary>The conduit.</summary>
    public required string Conduit { get; init; }

    /// <summary>Name of the policy.</summary>
    public required string Policy { get; init; }

    /// <summary>File of the policy.</summary>
    public required string PolicyFile { get; init; }

    /// <summary>Digest of its rules.</summary>
    public required string PolicyDigest { get; init; }

    /// <summary>When the first request was seen; null when there was none.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>When the last request was seen; null when there was none.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Requests of clients.</summary>
    public required long Requests { get; init; }

    /// <summary>Responses of devices; null when only requests are recorded.</summary>
    public long? Responses { get; init; }

    /// <summary>Requests of which at least a part would be refused; bytes that are no frame count as one.</summary>
    public required long WouldBeRefused { get; init; }

    /// <summary>Every rule in file order.</summary>
    public required IReadOnlyList<ReplayRuleView> Rules { get; init; }

    /// <summary>Every pin in file order.</summary>
    public IReadOnlyList<ReplayRuleView> Pins { get; init; } = [];

    /// <summary>What would be refused, most often first.</summary>
    public required IReadOnlyList<ReplayFlowView> Flows { get; init; }

    /// <summary>Operations that would be refused beyond the flows that are listed.</summary>
    public long OperationsNotListed { get; init; }

    /// <summary>Ids of rules that nothing used.</summary>
    public IReadOnlyList<string> UnusedRules { get; init; } = [];

    /// <summary>Ids of rules that earlier ones cover whole.</summary>
    public IReadOnlyList<string> ShadowedRules { get; init; } = [];

    /// <summary>Operating regimes; empty when none is known.</summary>
    public IReadOnlyList<ReplayRegimeView> Regimes { get; init; } = [];

    /// <summary>Where the live policy says otherwise; null when there is none to compare with.</summary>
    public ReplayDifferenceView? Difference { get; init; }

    /// <summary>How much of the capture could be read; null for recorded history.</summary>
    public ReplayCaptureView? Capture { get; init; }

    /// <summary>What to keep in mind when reading this, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
