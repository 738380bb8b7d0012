using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace OtEdge.Alerting;

/// <summary>Checks the certificate of a server: by the authority that the settings name, or by those of the machine.</summary>
/// <param name="authority">File with one or more authorities; null: those of the machine.</param>
internal sealed class PeerTrust(string? authority)
{
    /// <summary>Why the last certificate was not trusted; null: it was, or none was seen.</summary>
    public string? Fault { get; private set; }

    /// <summary>True when the certificate is valid now, bears the right name, and comes from an authority that counts.</summary>
    public bool Accepts(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Fault = Judge(certificate, chain, errors);
        return Fault is null;
    }

    private string? Judge(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "it shows no certificate";
        }

        using var shown = new X509Certificate2(certificate);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return $"its certificate is for {shown.GetNameInfo(X509NameType.DnsName, forIssuer: false)}; dial that name, or set server-name";
        }

        if (authority is null)
        {
            return errors == SslPolicyErrors.None ? null : Said(shown, chain);
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.ImportFromPemFile(authority);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (X509ChainElement element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return own.Build(shown) ? null : Said(shown, own);
    }

    private static string Said(X509Certificate2 shown, X509Chain? chain)
    {
        X509ChainStatusFlags flags = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        return flags.HasFlag(X509ChainStatusFlags.NotTimeValid)
            ? $"its certificate is valid from {shown.NotBefore.ToUniversalTime():u} to {shown.NotAfter.ToUniversalTime():u}; renew it, or set the clock of this machine"
            : flags.HasFlag(X509ChainStatusFlags.Revoked) ? "its certificate was revoked"
            : $"its certificate is not from an authority that is trusted here ({flags}); name its authority with `ca`";
    }
}
