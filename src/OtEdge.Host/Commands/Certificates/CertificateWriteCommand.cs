using System.CommandLine;
using System.Security.Cryptography;
using OtEdge.Host.Certificates;
using OtEdge.OpcUa.Certificates;

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
    protected override ExitCode Run(Invocation invocation, CertificateStore store)
    {
        string pem = isRequest
            ? Request(store, Find(store, invocation.Required(which), CertificatePlace.Own))
            : PemEncoding.WriteString("CERTIFICATE", Find(store, invocation.Required(which)).Certificate.Der.Span);
        if (invocation.IsJson)
        {
            invocation.WriteJson(new Dictionary<string, string> { ["pem"] = pem });
        }
        else
        {
            invocation.Output.WriteLine(pem);
        }

        return ExitCode.Done;
    }

    private static string Request(CertificateStore store, StoredCertificate own)
    {
        using var key = store.Key(own.Name)
            ?? throw new CommandFailure(ExitCode.Found, $"the key of '{own.Name}' is missing in {store.PrivateDirectory}: 'otedge certs renew {own.Name}' makes a new one.");
        var names = own.Certificate.Extensions;
        var subject = new CertificateSubject(
            $"OtEdge {own.Name}",
            names.Uris is [var uri, ..] ? uri : $"urn:otedge:{own.Name}",
            [.. names.DnsNames, .. names.Addresses.Select(one => one.ToString())]);
        return PemEncoding.WriteString("CERTIFICATE REQUEST", CertificateMaker.MakeRequest(subject, key));
    }
}
