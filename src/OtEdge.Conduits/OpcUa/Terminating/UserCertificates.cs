using OtEdge.Core.Zones;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>Recognizes users who show a certificate: they must hold its key, and people must trust it.</summary>
/// <param name="settings">Who users are to the device.</param>
/// <param name="certificates">Whom OtEdge trusts as users.</param>
internal sealed class UserCertificates(OpcUaConduit settings, IConduitCertificates certificates)
{
    // Settings that name a certificate trust exactly that one, whoever has issued it.
    private static readonly HashSet<CertificateFlawKind> Named = [CertificateFlawKind.ChainIncomplete];

    /// <summary>Recognizes a user.</summary>
    /// <param name="activate">What the client has sent.</param>
    /// <param name="offer">The way that it has taken.</param>
    /// <param name="scene">Between whom.</param>
    /// <returns>Who the user is to the device, and perhaps what people should hear; null: refused, and why.</returns>
    public (DeviceUser? User, CarriedUser Answer) Recognize(in ActivateSessionRequest activate, UserTokenOffer offer, UserScene scene)
    {
        using PeerCertificate? user = PeerCertificate.Open(activate.UserToken.Certificate);
        if (user is null || SecurityPolicy.Find(offer.SecurityPolicyUri ?? "") is not { IsSecure: true } policy)
        {
            return (null, CarriedUser.Refused(StatusCodes.BadIdentityTokenInvalid, "a user was refused: expected a certificate with an RSA key"));
        }

        string who = $"{user.Certificate.ThumbprintText} ({user.Certificate.SubjectName})";
        if (!SessionProof.Verify(policy, user, scene.Presented, scene.Nonces.Own, activate.UserSignature))
        {
            return (null, CarriedUser.Refused(
                StatusCodes.BadUserSignatureInvalid, $"a user was refused who does not prove that he holds the key of the certificate {who}"));
        }

        UserMapping? named = settings.Users.FirstOrDefault(one => one.Thumbprint is { } thumbprint && IsOf(user.Certificate, thumbprint));
        CertificateVerdict verdict = Judge(user.Chain, named is not null, scene.Now);
        CertificateFlaw? flaw = scene.IsExpiryStrict ? verdict.FirstBeyond(Tolerated(named)) : verdict.FirstBeyond(CertificateVerdict.Lapsed, Tolerated(named));
        if (flaw is not null)
        {
            if (verdict.IsOfUnknown)
            {
                certificates.TurnAway(user.Certificate);
            }

            string next = flaw.Kind == CertificateFlawKind.Untrusted ? $"; when it is the right one: otedge certs trust --user {user.Certificate.ThumbprintText}" : "";
            return (null, CarriedUser.Refused(StatusCodes.BadIdentityTokenRejected, $"a user was refused; the certificate {who}: {flaw.Message}{next}"));
        }

        string? lapse = verdict.FirstBeyond(Tolerated(named)) is { } lapsed ? $"a user was accepted although of the certificate {who}: {lapsed.Message}" : null;
        DeviceUser device = (named ?? settings.Users.FirstOrDefault(one => one.Thumbprint is null))?.As ?? settings.DeviceUser;
        return device.Kind == DeviceUserKind.Passthrough
            ? (null, CarriedUser.Refused(
                StatusCodes.BadIdentityTokenRejected,
                $"a user with the certificate {who} was refused: it is trusted, but nothing says who that is to the device; "
                + $"set `device-security: {{ users: [{{ certificate: {user.Certificate.ThumbprintText}, as: ... }}] }}` in otedge.yaml"))
            : (device, CarriedUser.AsItCame with { Notice = lapse });
    }

    private static HashSet<CertificateFlawKind> Tolerated(UserMapping? named) => named is null ? [] : Named;

    private static bool IsOf(Certificate certificate, string thumbprint)
    {
        const int Sha1Digits = 40;
        return thumbprint == (thumbprint.Length == Sha1Digits
            ? certificate.ThumbprintText
            : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(certificate.Der.Span)));
    }

    private CertificateVerdict Judge(CertificateChain chain, bool isNamed, DateTimeOffset now)
    {
        TrustList list = certificates.TrustOfUsers();
        return CertificateJudge.Judge(
            new CertificateQuestion(chain, CertificateRole.User, now),
            isNamed ? list with { Trusted = [.. list.Trusted, chain.Leaf] } : list);
    }
}
