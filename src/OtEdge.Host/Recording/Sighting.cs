using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Host.Recording;

/// <summary>What was just seen of a flow.</summary>
/// <param name="At">When.</param>
/// <param name="Hour">The hour of the week in the plant's time zone.</param>
/// <param name="Episode">Number of the present episode; 0: none.</param>
/// <param name="Count">How often.</param>
/// <param name="Last">The last verdict, its reason, and the rule that allowed or came closest.</param>
internal readonly record struct Sighting(
    DateTimeOffset At, int Hour, long Episode, Tally Count, (VerdictWord Verdict, DecisionReason Reason, string? Rule) Last);
