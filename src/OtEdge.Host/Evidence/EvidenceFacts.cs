using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Coverage;

namespace OtEdge.Host.Evidence;

/// <summary>What the gates are asked about.</summary>
/// <param name="Question">What the evidence is made for.</param>
/// <param name="Review">What the rules would have done.</param>
/// <param name="Coverage">How far episodes carry.</param>
/// <param name="Triage">What people have said.</param>
internal sealed record EvidenceFacts(EvidenceQuestion Question, RecordReview Review, CoverageReport Coverage, TriageBook Triage)
{
    /// <summary>Whether the record reproduces what was decided live.</summary>
    public required ParityCheck Parity { get; init; }

    /// <summary>Whether the live rules refuse anything.</summary>
    public required PolicyProbe Probe { get; init; }

    /// <summary>Operations of which too little is recorded to judge them again; nothing is known of them.</summary>
    public long NotJudged { get; init; }

    /// <summary>Why the record is not written; null: it is.</summary>
    public string? Fault { get; init; }

    /// <summary>The newest episode; null: none.</summary>
    public Episode? LastEpisode { get; init; }
}
