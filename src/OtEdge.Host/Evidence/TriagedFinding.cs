using OtEdge.Core.Findings;

namespace OtEdge.Host.Evidence;

/// <summary>A finding about an operation, with what a person has said of it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Triage">The last word; null: nobody has said anything.</param>
internal sealed record TriagedFinding(Finding Finding, Triage? Triage);
