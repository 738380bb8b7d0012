using OtEdge.Core.Policy;

namespace OtEdge.Core.Findings.Alerts;

/// <summary>Says what OtEdge did about a finding, and what a person should do next.</summary>
internal static class AlertAdvice
{
    private const string Works = "traffic goes on";

    /// <summary>What OtEdge did.</summary>
    public static string Done(Finding finding) => (finding.Kind, finding.Verdict) switch
    {
        (FindingKind.Refusal, VerdictWord.Refused) => "not forwarded; the device has not seen it, and the client was told so as the conduit says",
        (FindingKind.Refusal, VerdictWord.WouldBeRefused) => "forwarded: the conduit does not refuse this yet",
        (FindingKind.SettingsRejected, _) => "the settings that ran before still run",
        (FindingKind.RecordingShed, _) => $"recording lost some findings; {Works}, and its counters are complete",
        (FindingKind.DeviceUnreachable or FindingKind.DeviceTimeout, _) => "the client was told, or its connection closed; OtEdge keeps trying with the next request",
        (FindingKind.ConnectionLimit, _) => "the new connection was closed; those that were open stay",
        (FindingKind.PeerCertificate, VerdictWord.Refused) => "the connection was closed; the certificate is kept among those turned away",
        (FindingKind.UserIdentity, VerdictWord.Refused) => "the client was told that its user is not accepted; its connection stays",
        (FindingKind.CertificateExpiring or FindingKind.CertificateExpired, _) => $"{Works}, and what is trusted stays trusted, unless a conduit says certificate-expiry: strict",
        (FindingKind.ReverseConnect, VerdictWord.Refused) => "the call was ended before anything was said to it",
        (FindingKind.ReverseConnect, _) => "calling goes on, ever more slowly",
        (FindingKind.BreakGlass, _) => "loosened the conduit as it was told to; nothing tightens again by itself",
        (FindingKind.DeviceChanged, _) => $"{Works}; changes of the conduit wait, because their evidence is about the former device",
        (FindingKind.LoopStalled, _) => "nothing can pass until the loop goes on; conduits on other loops are not affected",
        (_, VerdictWord.Refused) => "not forwarded",
        _ => $"recorded; {Works}",
    };

    /// <summary>What to do next.</summary>
    public static string Next(Finding finding) => finding.Kind switch
    {
        FindingKind.Refusal => OfRefusal(finding),
        FindingKind.MalformedRequest or FindingKind.Opaque =>
            $"find out what {Who(finding)} is and what it sends: otedge capture export --finding {finding.Id}",
        FindingKind.MalformedReply or FindingKind.ReplyMismatch or FindingKind.UnmatchedReply or FindingKind.UnknownException =>
            $"look at the device and its firmware: otedge capture export --finding {finding.Id}",
        FindingKind.DeviceUnreachable or FindingKind.DeviceTimeout =>
            "look whether the device runs and can be reached from here: otedge doctor",
        FindingKind.ConnectionLimit => $"look who holds the connections: otedge conduits show {finding.Conduit}; raise limits only when they are legitimate",
        FindingKind.FrameTimeout => $"look at the network to {Who(finding)}, or whether somebody holds connections open on purpose",
        FindingKind.ExpiredRule => $"renew or remove {Rule(finding)}: it still allows until a change takes it away",
        FindingKind.StepUnknown => "nothing, when the value is not read through this conduit; otherwise let a client read it before it is written",
        FindingKind.JudgingFault => "report it with the log: this is a fault of OtEdge; until then the conduit's on-fault decides",
        FindingKind.SettingsRejected => "mend the settings: otedge check says where",
        FindingKind.BreakGlass => $"mend the cause, then lead the conduit back: otedge break-glass return {finding.Conduit} --reason TEXT",
        FindingKind.DeviceChanged => "check the names of its registers and the policy's ranges against the new program, then propose the change again",
        FindingKind.PeerCertificate => "compare the thumbprint with the peer's own; when it is the right one: otedge certs trust THUMBPRINT (otedge certs list shows it)",
        FindingKind.UserIdentity => "when the user is the right one: otedge certs trust --user THUMBPRINT, and who that is to the device stands in device-security of otedge.yaml",
        FindingKind.CertificateExpiring or FindingKind.CertificateExpired =>
            "see otedge certs list; own ones: otedge certs renew NAME, others come from their owners: otedge certs trust FILE",
        FindingKind.ReverseConnect when finding.Verdict == VerdictWord.Refused =>
            $"find out what {Who(finding)} is; if it is the device, name its address and application URI under `reverse-connect` of {finding.Conduit}",
        FindingKind.ReverseConnect => $"look whether the client listens and can be reached from here: otedge conduits show {finding.Conduit}",
        FindingKind.SessionUnseen => $"let {Who(finding)} connect anew, so that OtEdge sees its session from the begin; until then its monitored items go on whatever the rules say",
        FindingKind.LoopStalled => "restart otedge when it does not go on within a minute, and report it with the log: this is a fault of OtEdge or of its machine",
        FindingKind.RecordingShed => "look for a slow or full disk, or for a client that sweeps: otedge doctor",
        _ => $"look at it: otedge findings show {finding.Id}",
    };

    private static string OfRefusal(Finding finding)
    {
        string triage = $"otedge findings triage {finding.Id}";
        if (finding.Reason == DecisionReason.Pinned)
        {
            return $"find out why {Who(finding)} tried: {Rule(finding)} refuses this in every mode but bypass";
        }

        if (finding.ClientAsset is null)
        {
            return $"find out who {Who(finding)} is; if it belongs here, declare it as an asset and allow what it needs ({triage} --allow), "
                + $"otherwise take it off the network ({triage} --meant)";
        }

        return finding.Verdict == VerdictWord.Refused
            ? $"ask the owner of {finding.ClientAsset} whether the plant needs this now; if it does: otedge break-glass {finding.Conduit} "
                + $"--finding {finding.Id} --reason TEXT --for 8h, and propose a rule for it"
            : $"say whether the plant needs it before the conduit enforces: {triage} --allow or --meant";
    }

    private static string Who(Finding finding) => finding.ClientAsset ?? finding.Client ?? "the client";

    private static string Rule(Finding finding) =>
        finding.RuleAt is null ? $"rule {finding.Rule}" : $"rule {finding.Rule} ({finding.RuleAt})";
}
