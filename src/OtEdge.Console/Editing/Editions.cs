using OtEdge.Console.Api;
using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Console.Editing;

/// <summary>What tells the versions of things that people edit apart, and who brought them there.</summary>
internal static class Editions
{
    /// <summary>Of a live policy: its digest.</summary>
    public static Edition Of(PolicyView policy) => new($"the policy {policy.Name}", $"\"{policy.Digest}\"", null, null, policy);

    /// <summary>Of a change: its version.</summary>
    public static Edition Of(ChangeView change)
    {
        ChangeMarkView? last = change.History.Count > 0 ? change.History[^1] : null;
        return new($"the change {change.Id}", $"\"{change.Id}.{change.Version}\"", last?.By, last?.At, change);
    }

    /// <summary>Of a finding: what people said of it.</summary>
    public static Edition Of(FindingView finding) =>
        new($"the finding {finding.Id}", EntityTag.Of(finding.Id, finding.Triage), finding.Triage?.By, finding.Triage?.At, finding);

    /// <summary>Of an alert: whether it is acknowledged or shelved.</summary>
    public static Edition Of(Alert alert) => new(
        $"the alert {alert.Id}",
        EntityTag.Of(alert.Id, alert.AcknowledgedBy, alert.AcknowledgedAt, alert.ShelvedUntil),
        alert.AcknowledgedBy,
        alert.AcknowledgedAt,
        alert);

    /// <summary>Of what is shadowed: the candidate.</summary>
    public static Edition Of(ShadowReport report) => new(
        $"the candidate beside {report.Conduit}", EntityTag.Of(report.Conduit, report.Shadow?.PolicyDigest, report.Shadow?.Since), null, report.Shadow?.Since, report);

    /// <summary>Of the operating regime: the one that people have set.</summary>
    public static Edition Of(RegimeView regime) => new("the regime", EntityTag.Of(regime.Button), null, null, regime);
}
