using OtEdge.Core.Policy.Differences;

namespace OtEdge.Core.Policy.Nodes.Differences;

/// <summary>One way in which a policy refuses what another allows.</summary>
/// <param name="How">What sets the operations apart, such as <c>, above 85</c>; empty: nothing.</param>
/// <param name="Witness">An operation that shows it; null: it cannot be told exactly.</param>
/// <param name="IsPinned">True when a pin comes or goes.</param>
internal sealed record NodeLoss(string How, DifferenceWitness? Witness, bool IsPinned = false);
