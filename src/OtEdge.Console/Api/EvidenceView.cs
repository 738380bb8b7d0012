using System.Text.Json.Serialization;

namespace OtEdge.Console.Api;

/// <summary>A sealed report of how far the evidence for a policy on a conduit carries.</summary>
public sealed record EvidenceView
{
    /// <summary>Version of this document.</summary>
    [JsonPropertyName("evidence_version")]
    public int Version { get; init; } = 1;

    /// <summary>Name of the site.</summary>
    public required string Site { get; init; }

    /// <summary>Name of the gateway that made it.</summary>
    public required string Gateway { get; init; }

    /// <summary>The conduit.</summary>
    public required string Conduit { get; init; }

    /// <summary>Its mode when the report was made.</summary>
    public required string Mode { get; init; }

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Since when the evidence counts.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Until when.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Name of the policy that was judged by.</summary>
    public required string Policy { get; init; }

    /// <summary>Digest of its rules.</summary>
    public required string PolicyDigest { get; init; }

    /// <summary>Digest of the live rules; null when there are none.</summary>
    public string? LivePolicyDigest { get; init; }

    /// <summary>Operations that were judged again.</summary>
    public required long Operations { get; init; }

    /// <summary>Of these, operations that the policy would refuse.</summary>
    public required long WouldBeRefused { get; init; }

    /// <summary>Episodes of each regime that the plan asks for.</summary>
    public required int EpisodesWanted { get; init; }

    /// <summary>Last episodes of each regime that must bring no new flow.</summary>
    public required int FlatWanted { get; init; }

    /// <summary>How far the evidence carries, regime by regime; never one blended number.</summary>
    public required IReadOnlyList<EvidenceRegimeView> Regimes { get; init; }

    /// <summary>The regime of the plan that is covered worst; null when there is none.</summary>
    public string? WorstRegime { get; init; }

    /// <summary>Flows first seen, episode by episode.</summary>
    public required IReadOnlyList<EvidenceEpisodeView> Discovery { get; init; }

    /// <summary>What would be refused, most often first.</summary>
    public required IReadOnlyList<EvidenceFlowView> Flows { get; init; }

    /// <summary>Stretches in which recording lost something.</summary>
    public required IReadOnlyList<EvidenceGapView> Gaps { get; init; }

    /// <summary>The readiness gates.</summary>
    public required IReadOnlyList<EvidenceGateView> Gates { get; init; }

    /// <summary>Gates that people have passed over on this conduit, newest first.</summary>
    public IReadOnlyList<EvidenceOverrideView> Overridden { get; init; } = [];

    /// <summary>True when every gate is passed.</summary>
    public required bool Ready { get; init; }

    /// <summary>What to keep in mind when reading this, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Lower-case SHA-256 over the canonical JSON of everything else: properties by name, no white space, UTF-8.</summary>
    public string? Digest { get; init; }
}
