using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Modbus;

namespace OtEdge.Conduits.Modbus;

/// <summary>
/// What a refused Modbus request gets: the one table from reason to exception code. Never 05 or 06, on which some clients repeat
/// the write, or retry for ever.
/// </summary>
internal static class RefusalTable
{
    /// <summary>The exception code for a reason.</summary>
    public static byte CodeOf(DecisionReason reason) => reason switch
    {
        DecisionReason.Client or DecisionReason.Function or DecisionReason.Pinned => ExceptionCode.IllegalFunction,
        DecisionReason.Unit or DecisionReason.Range => ExceptionCode.IllegalDataAddress,
        DecisionReason.Value or DecisionReason.TornValue or DecisionReason.Step or DecisionReason.Malformed =>
            ExceptionCode.IllegalDataValue,
        _ => ExceptionCode.ServerDeviceFailure,
    };

    /// <summary>How a refusal is told: as the pin says that refuses, otherwise as the conduit says.</summary>
    public static RefusalForm FormOf(Posture posture, Decision decision) =>
        decision.Reason == DecisionReason.Pinned && decision.Rule >= 0
            ? posture.Rules.Policy?.Pinned[decision.Rule].RefuseWith ?? posture.RefuseWith
            : posture.RefuseWith;
}
