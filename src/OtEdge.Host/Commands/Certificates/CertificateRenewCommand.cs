using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Console.Keeping;
using OtEdge.Host.Certificates;

namespace OtEdge.Host.Commands.Certificates;

/// <summary>Makes an own certificate with a new key, or takes in one that an authority has signed.</summary>
internal sealed class CertificateRenewCommand : CertificateVerb
{
    private const int DaysDefault = 5 * 365;
    private readonly Argument<string> name = new("NAME") { Description = "what the certificate is called here, such as filling-opcua" };
    private readonly Option<string?> applicationUri = new("--application-uri") { Description = "the application that it names; default: as before, else urn:HOST:otedge:NAME", HelpName = "URI" };
    private readonly Option<string[]> hosts = new("--host") { Description = "a host name or address that it names, repeatable; default: as before, else this machine's name", HelpName = "HOST" };
    private readonly Option<int> bits = new("--bits") { Description = "bits of its RSA key: 2048, 3072 or 4096", HelpName = "N", DefaultValueFactory = _ => 2048 };
    private readonly Option<int> days = new("--days") { Description = "how long it is good", HelpName = "N", DefaultValueFactory = _ => DaysDefault };
    private readonly Option<string?> signed = new("--signed") { Description = "a certificate that an authority has made from 'otedge certs csr NAME', perhaps with those of its issuers behind it; the key stays", HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    public CertificateRenewCommand(GlobalOptions globals)
        : base(
            globals,
            "renew",
            "Make an own certificate with a new key, or take in one that an authority has signed.",
            "otedge certs renew filling-opcua --application-uri urn:acme:filler --host filler.acme.local",
            "otedge certs renew filling-opcua --signed filling-opcua.crt")
    {
        Arguments.Add(name);
        foreach (Option option in (Option[])[applicationUri, hosts, bits, days, signed])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    protected override Task<ExitCode?> AskGatewayAsync(Invocation invocation, CancellationToken token) => TryGatewayAsync(invocation, async gateway =>
    {
        JsonElement answer = await gateway.PostAsync(
            ApiRoutes.For(ApiRoutes.CertificateRenew, invocation.Required(name)), RequestOf(invocation), token);
        Tell(invocation, answer.Deserialize<CertificateView>(ApiJson.Options)!, isRunning: true);
    });

    /// <inheritdoc/>
    protected override ExitCode Run(Invocation invocation, CertificateStore store)
    {
        TimeProvider time = invocation.Surroundings.Time;
        Answer<StoredCertificate> renewed = new OwnCertificates(store, time).Renew(invocation.Required(name), RequestOf(invocation));
        if (!renewed.IsDone)
        {
            throw new CommandFailure(ExitCode.Wrong, renewed.Refusal.Detail);
        }

        Tell(invocation, CertificateViews.Of(renewed.Value, store, time.GetUtcNow()), isRunning: false);
        return ExitCode.Done;
    }

    private RenewalRequest RequestOf(Invocation invocation) => new()
    {
        ApplicationUri = invocation.Value(applicationUri),
        Hosts = invocation.Value(hosts) ?? [],
        KeyBits = invocation.Value(bits),
        Days = invocation.Value(days),
        Pem = invocation.Value(signed) is not { } file ? null
            : CertificateFile.ReadAsPem(file) ?? throw new CommandFailure(ExitCode.Wrong, $"'{file}' holds no certificate: expected one as DER or PEM."),
    };

    private static void Tell(Invocation invocation, CertificateView made, bool isRunning)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(made);
            return;
        }

        invocation.Output.WriteLine($"{made.Name} is now {made.Thumbprint}, good until {made.NotAfter:yyyy-MM-dd}");
        invocation.Output.WriteLine($"peers must trust it: 'otedge certs export {made.Name}' writes it");
        if (isRunning)
        {
            invocation.Output.WriteLine("new connections get it from now on; those that are open stay as they are");
        }
    }
}
