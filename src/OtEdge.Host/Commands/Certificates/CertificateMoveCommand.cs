using System.CommandLine;
using OtEdge.Host.Certificates;

namespace OtEdge.Host.Commands.Certificates;

/// <summary>Trusts a certificate, or trusts it no longer.</summary>
internal sealed class CertificateMoveCommand : CertificateVerb
{
    private readonly Argument<string> which = Which();
    private readonly bool isTrusting;

    /// <summary>Makes <c>trust</c> or <c>reject</c>.</summary>
    public CertificateMoveCommand(GlobalOptions globals, bool isTrusting)
        : base(
            globals,
            isTrusting ? "trust" : "reject",
            isTrusting
                ? "Trust a certificate that was turned away, or one from a file. An authority makes all those trusted that it has issued."
                : "Trust a certificate no longer; it is kept among those turned away.",
            isTrusting ? ["otedge certs trust 3FA2B1C0", "otedge certs trust plc.der"] : ["otedge certs reject 3FA2B1C0"])
    {
        this.isTrusting = isTrusting;
        Arguments.Add(which);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(Invocation invocation, CertificateStore store)
    {
        var found = isTrusting
            ? Find(store, invocation.Required(which))
            : Find(store, invocation.Required(which), CertificatePlace.Trusted);
        if (found.Place == CertificatePlace.Own)
        {
            throw new CommandFailure(ExitCode.Refused, $"'{found.Name}' is OtEdge's own certificate: a peer that presents it is never trusted.");
        }

        string path = isTrusting ? store.TrustCertificate(found.Certificate) : store.Reject(found.Certificate);
        if (invocation.IsJson)
        {
            invocation.WriteJson(new Dictionary<string, string>
            {
                ["thumbprint"] = found.Certificate.ThumbprintText,
                ["place"] = isTrusting ? "trusted" : "rejected",
                ["file"] = path,
            });
        }
        else
        {
            invocation.Output.WriteLine($"{found.Certificate.SubjectName} ({found.Certificate.ThumbprintText}) is {(isTrusting ? "trusted" : "no longer trusted")}");
        }

        return ExitCode.Done;
    }
}
