using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Console.Keeping;
using OtEdge.Host.Certificates;

namespace OtEdge.Host.Commands.Certificates;

/// <summary>Writes a certificate, or a request for one, to standard output as PEM.</summary>
internal sealed class CertificateWriteCommand : CertificateVerb
{
    private readonly Argument<string> which = Which();
    private readonly bool isRequest;

    /// <summary>Makes <c>export</c> or <c>csr</c>.</summary>
    public CertificateWriteCommand(GlobalOptions globals, bool isRequest)
        : base(
            globals,
            isRequest ? "csr" : "export",
            isRequest
                ? "Write a request (PKCS#10) for an own certificate, to be signed by an authority; its key does not change."
                : "Write a certificate as PEM, never its key.",
            isRequest ? "otedge certs csr filling-opcua > filling-opcua.csr" : "otedge certs export filling-opcua > filling-opcua.crt")
    {
        this.isRequest = isRequest;
        Arguments.Add(which);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode?> AskGatewayAsync(Invocation invocation, CancellationToken token)
    {
        string wanted = invocation.Required(which);
        return !isRequest && File.Exists(wanted) ? null : await TryGatewayAsync(invocation, async gateway =>
        {
            CertificateView found = await FindAsync(gateway, wanted, token, isRequest ? ["own"] : []);
            string pem = isRequest
                ? (await gateway.PostAsync(ApiRoutes.For(ApiRoutes.CertificateSigning, found.Name), token)).Deserialize<CertificateText>(ApiJson.Options)!.Pem
                : Encoding.ASCII.GetString(await gateway.GetBytesAsync(ApiRoutes.For(ApiRoutes.Certificate, found.Thumbprint), token));
            Write(invocation, pem.TrimEnd());
        });
    }

    /// <inheritdoc/>
    protected override ExitCode Run(Invocation invocation, CertificateStore store)
    {
        Write(invocation, isRequest
            ? Request(invocation, store)
            : PemEncoding.WriteString("CERTIFICATE", Find(store, invocation.Required(which)).Certificate.Der.Span));
        return ExitCode.Done;
    }

    private string Request(Invocation invocation, CertificateStore store)
    {
        string name = Find(store, invocation.Required(which), CertificatePlace.Own).Name;
        Answer<string> made = new OwnCertificates(store, invocation.Surroundings.Time).Request(name);
        return made.IsDone ? made.Value : throw new CommandFailure(ExitCode.Found, made.Refusal.Detail);
    }

    private static void Write(Invocation invocation, string pem)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(new Dictionary<string, string> { ["pem"] = pem });
        }
        else
        {
            invocation.Output.WriteLine(pem);
        }
    }
}
