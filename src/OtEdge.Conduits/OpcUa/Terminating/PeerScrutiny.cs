using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Certificates;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>Says of a device whether a channel to it may be opened, and tells what is wrong with certificates of peers.</summary>
/// <param name="session">The connection.</param>
/// <param name="settings">What the settings say.</param>
internal sealed class PeerScrutiny(TerminatingSession session, OpcUaConduit settings)
{
    /// <summary>True when a channel to this device may be opened: outside enforcement a certificate that nobody trusts yet is only a finding.</summary>
    public bool Accepts(DevicePicture picture)
    {
        if ((picture.Flaw ?? (settings.IsExpiryStrict ? picture.Lapse : null)) is not { } flaw)
        {
            if (picture.Lapse is { } lapse)
            {
                session.Report(FindingKind.PeerCertificate, Words("the device", lapse), VerdictWord.Allowed);
            }

            return true;
        }

        session.Inspector.Judge.BeginRequest();
        bool isRefused = session.Inspector.Judge.IsEnforcing;
        VerdictWord word = isRefused ? VerdictWord.Refused
            : Enforcement.WouldBeRefused(session.Inspector.Judge.Posture, new Decision(DecisionReason.Security)) ? VerdictWord.WouldBeRefused
            : VerdictWord.Allowed;
        session.Report(FindingKind.PeerCertificate, Words("the device", flaw), word);
        if (isRefused)
        {
            session.EndWithError(
                flaw.StatusCode,
                CertificateVerdict.Lapsed.Contains(flaw.Kind)
                    ? "refused by OtEdge: the server's certificate has expired, or its revocation is unknown"u8
                    : "refused by OtEdge: the server's certificate is not trusted"u8);
        }

        return !isRefused;
    }

    /// <summary>What is wrong with a peer's certificate.</summary>
    /// <param name="whose">Whose it is.</param>
    /// <param name="flaw">What is wrong.</param>
    public static string Words(string whose, CertificateFlaw flaw) =>
        $"{whose}'s certificate {flaw.Certificate.ThumbprintText} ({flaw.Certificate.SubjectName}): {flaw.Message}"
        + (flaw.Kind is CertificateFlawKind.Untrusted ? $"; when it is the right one: otedge certs trust {flaw.Certificate.ThumbprintText}" : "");

    /// <summary>Why a device ended its channel.</summary>
    /// <param name="stage">How far it was.</param>
    /// <param name="status">What it said.</param>
    public static string Words(DeviceStage stage, uint status) => stage switch
    {
        DeviceStage.Asking => $"the device did not say what it offers: 0x{status:X8}",
        DeviceStage.Opening => $"the device did not open a secure channel: 0x{status:X8}; does it trust OtEdge's certificate? 'otedge certs list' shows it",
        _ => $"the device has ended the secure channel: 0x{status:X8}",
    };
}
