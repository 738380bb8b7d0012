using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Console.Keeping;
using OtEdge.Host.Certificates;
using OtEdge.Host.Commands.Remote;

namespace OtEdge.Host.Commands.Certificates;

/// <summary>Trusts a certificate, or trusts it no longer.</summary>
internal sealed class CertificateMoveCommand : CertificateVerb
{
    private readonly Argument<string> which = Which();
    private readonly Option<bool> isOfUser = new("--user") { Description = "it is a user's, or an authority's of users: trusted as that only, never as an application" };
    private readonly bool isTrusting;

    /// <summary>Makes <c>trust</c> or <c>reject</c>.</summary>
    public CertificateMoveCommand(GlobalOptions globals, bool isTrusting)
        : base(
            globals,
            isTrusting ? "trust" : "reject",
            isTrusting
                ? "Trust a certificate that was turned away, or one from a file. An authority makes all those trusted that it has issued."
                : "Trust a certificate no longer; it is kept among those turned away.",
            isTrusting ? ["otedge certs trust 3FA2B1C0", "otedge certs trust plc.der", "otedge certs trust --user batch.der"] : ["otedge certs reject 3FA2B1C0"])
    {
        this.isTrusting = isTrusting;
        Arguments.Add(which);
        if (isTrusting)
        {
            Options.Add(isOfUser);
        }
    }

    /// <inheritdoc/>
    protected override Task<ExitCode?> AskGatewayAsync(Invocation invocation, CancellationToken token) => TryGatewayAsync(invocation, async gateway =>
    {
        JsonElement answer = isTrusting
            ? await gateway.PostAsync(ApiRoutes.Certificates, await RequestAsync(invocation, gateway, token), token)
            : await gateway.PostAsync(
                ApiRoutes.For(ApiRoutes.CertificateReject, (await FindAsync(gateway, invocation.Required(which), token, "trusted", "users")).Thumbprint), token);
        CertificateView done = answer.Deserialize<CertificateView>(ApiJson.Options)!;
        Tell(invocation, done.Thumbprint, done.Subject, done.File);
    });

    /// <inheritdoc/>
    protected override ExitCode Run(Invocation invocation, CertificateStore store)
    {
        var found = isTrusting
            ? Find(store, invocation.Required(which))
            : Find(store, invocation.Required(which), CertificatePlace.Trusted, CertificatePlace.Users);
        if (found.Place == CertificatePlace.Own)
        {
            throw new CommandFailure(ExitCode.Refused, $"'{found.Name}' is OtEdge's own certificate: a peer that presents it is never trusted.");
        }

        string path = isTrusting ? store.TrustCertificate(found.Certificate, IsOfUser(invocation)) : store.Reject(found.Certificate);
        Tell(invocation, found.Certificate.ThumbprintText, found.Certificate.SubjectName, path);
        return ExitCode.Done;
    }

    private bool IsOfUser(Invocation invocation) => isTrusting && invocation.Value(isOfUser);

    private async Task<CertificateRequest> RequestAsync(Invocation invocation, GatewayClient gateway, CancellationToken token)
    {
        string wanted = invocation.Required(which);
        return File.Exists(wanted) && CertificateFile.Read(wanted) is { } given
            ? new CertificateRequest(PemEncoding.WriteString("CERTIFICATE", given.Der.Span), User: IsOfUser(invocation))
            : new CertificateRequest(Thumbprint: (await FindAsync(gateway, wanted, token)).Thumbprint, User: IsOfUser(invocation));
    }

    private void Tell(Invocation invocation, string thumbprint, string subject, string file)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(new Dictionary<string, string>
            {
                ["thumbprint"] = thumbprint,
                ["place"] = !isTrusting ? "rejected" : IsOfUser(invocation) ? "users" : "trusted",
                ["file"] = file,
            });
        }
        else
        {
            invocation.Output.WriteLine($"{subject} ({thumbprint}) is {(!isTrusting ? "no longer trusted" : IsOfUser(invocation) ? "trusted as a user's" : "trusted")}");
        }
    }
}
