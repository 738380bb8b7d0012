using System.Text.Json.Serialization;

namespace OtEdge.Core.Staging;

/// <summary>What the readiness gates said of a change at one moment.</summary>
/// <param name="ChangeDigest">Digest of the change that was looked at; a report of another one counts for nothing.</param>
/// <param name="EvidenceDigest">Digest of the evidence that the gates went by.</param>
/// <param name="At">When.</param>
/// <param name="Gates">The answers; empty: nothing was asked, because the change refuses nothing more.</param>
public sealed record ReadinessReport(
    string ChangeDigest, string EvidenceDigest, DateTimeOffset At, IReadOnlyList<GateAnswer> Gates)
{
    /// <summary>The gates that are not met.</summary>
    [JsonIgnore]
    public IEnumerable<GateAnswer> Unmet => Gates.Where(gate => !gate.IsMet);
}
