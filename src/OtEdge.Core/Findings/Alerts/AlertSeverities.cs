using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Findings.Alerts;

/// <summary>How urgent a finding is, by what was done, the class of the operation, the rule, the client and the zone.</summary>
public static class AlertSeverities
{
    /// <summary>The severity; null when it is recorded and shown, but nobody is alerted.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="criticality">How much the plant depends on the zone behind the conduit.</param>
    public static AlertSeverity? Of(Finding finding, Criticality criticality) => finding.Kind switch
    {
        FindingKind.Operation or FindingKind.Connection or FindingKind.ShadowDifference => null,
        FindingKind.JudgingFault or FindingKind.LoopStalled => AlertSeverity.Critical,
        FindingKind.SettingsRejected or FindingKind.CertificateExpired => AlertSeverity.High,
        FindingKind.Refusal => OfRefusal(finding, criticality),
        FindingKind.MalformedRequest or FindingKind.Opaque => Raised(
            finding.Verdict == VerdictWord.Refused ? AlertSeverity.Medium : AlertSeverity.Low, criticality),
        FindingKind.DeviceUnreachable or FindingKind.ConnectionLimit or FindingKind.PeerCertificate or FindingKind.UserIdentity
            or FindingKind.ReverseConnect => Raised(AlertSeverity.Medium, criticality),
        FindingKind.RecordingShed or FindingKind.MalformedReply or FindingKind.CertificateExpiring or FindingKind.SessionUnseen => AlertSeverity.Medium,
        _ => AlertSeverity.Low,
    };

    private static AlertSeverity OfRefusal(Finding finding, Criticality criticality)
    {
        bool changesProcess = finding.Class is OperationClass.Write or OperationClass.Admin or OperationClass.Call;
        bool isStranger = finding.ClientAsset is null;
        if (finding.Reason == DecisionReason.Pinned)
        {
            return AlertSeverity.High;
        }

        // One that would be refused is an event, and nothing was stopped; a stranger who writes is more than that.
        if (finding.Verdict != VerdictWord.Refused)
        {
            return changesProcess && isStranger ? Raised(AlertSeverity.Medium, criticality) : AlertSeverity.Low;
        }

        // A declared client that is stopped may be the plant itself, and so may a stranger's write be an attack.
        return changesProcess ? AlertSeverity.High
            : isStranger ? AlertSeverity.Medium
            : Raised(AlertSeverity.Medium, criticality);
    }

    private static AlertSeverity Raised(AlertSeverity severity, Criticality criticality) =>
        criticality == Criticality.High && severity < AlertSeverity.High ? severity + 1 : severity;
}
