using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Conduits.OpcUa;

/// <summary>How a refused request is told to its client.</summary>
internal static class RefusalForms
{
    /// <summary>As the pin says that refuses it, or else as the posture says.</summary>
    public static RefusalForm Of(Posture posture, in Decision refusal) =>
        refusal.Reason == DecisionReason.Pinned && refusal.Rule >= 0
            ? posture.Rules.Policy?.Pinned[refusal.Rule].RefuseWith ?? posture.RefuseWith
            : posture.RefuseWith;
}
