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
    private const int PrefixLettersMin = 4;

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
    protected override async Task<ExitCode?> AskGatewayAsync(Invocation invocation, CancellationToken token)
    {
        string wanted = invocation.Required(which);
        try
        {
            using var gateway = GatewayClient.For(invocation);
            JsonElement answer = isTrusting && File.Exists(wanted) && CertificateFile.Read(wanted) is { } given
                ? await gateway.PostAsync(ApiRoutes.Certificates, new CertificateRequest(PemEncoding.WriteString("CERTIFICATE", given.Der.Span)), token)
                : await gateway.PostAsync(
                    ApiRoutes.For(isTrusting ? ApiRoutes.CertificateTrust : ApiRoutes.CertificateReject, await ThumbprintAsync(gateway, wanted, token)), token);
            CertificateView done = answer.Deserialize<CertificateView>(ApiJson.Options)!;
            Tell(invocation, done.Thumbprint, done.Subject, done.File);
            return ExitCode.Done;
        }
        catch (CommandFailure failure) when (failure.Code == ExitCode.Unreachable && invocation.Remote is null)
        {
            return null;
        }
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
        Tell(invocation, found.Certificate.ThumbprintText, found.Certificate.SubjectName, path);
        return ExitCode.Done;
    }

    private async Task<string> ThumbprintAsync(GatewayClient gateway, string wanted, CancellationToken token)
    {
        JsonElement list = await gateway.GetAsync(ApiRoutes.Certificates, token);
        string[] found =
        [
            .. list.Deserialize<CertificateView[]>(ApiJson.Options)!
                .Where(one => one.Place != "console" && (isTrusting || one.Place == "trusted"))
                .Where(one => one.Name == wanted || (wanted.Length >= PrefixLettersMin && one.Thumbprint.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)))
                .Select(one => one.Thumbprint).Distinct(),
        ];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new CommandFailure(ExitCode.Wrong, $"there is no certificate '{wanted}': 'otedge certs list' shows those there are."),
            _ => throw new CommandFailure(ExitCode.Wrong, $"'{wanted}' names {found.Length} certificates: give more of the thumbprint ('otedge certs list')."),
        };
    }

    private void Tell(Invocation invocation, string thumbprint, string subject, string file)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(new Dictionary<string, string>
            {
                ["thumbprint"] = thumbprint,
                ["place"] = isTrusting ? "trusted" : "rejected",
                ["file"] = file,
            });
        }
        else
        {
            invocation.Output.WriteLine($"{subject} ({thumbprint}) is {(isTrusting ? "trusted" : "no longer trusted")}");
        }
    }
}
