using OtEdge.Core.Policy;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>What a refused OPC UA request or item gets: the one table from reason to status code.</summary>
internal static class StatusTable
{
    /// <summary>The status for a reason.</summary>
    public static uint StatusOf(ServiceType service, in Decision decision) => decision.Reason switch
    {
        DecisionReason.Rate => StatusCodes.BadTooManyOperations,
        DecisionReason.Malformed => StatusCodes.BadDecodingError,
        DecisionReason.Security => StatusCodes.BadSecurityPolicyRejected,
        DecisionReason.User or DecisionReason.Client when service == ServiceType.ActivateSession => StatusCodes.BadIdentityTokenRejected,
        _ => StatusCodes.BadUserAccessDenied,
    };
}
