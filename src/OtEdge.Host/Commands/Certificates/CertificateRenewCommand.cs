using System.CommandLine;
using System.Security.Cryptography;
using OtEdge.Host.Certificates;
using OtEdge.OpcUa.Certificates;

namespace OtEdge.Host.Commands.Certificates;

/// <summary>Makes an own certificate with a new key, or takes in one that an authority has signed.</summary>
internal sealed class CertificateRenewCommand : CertificateVerb
{
    private const int SerialBytes = 16;
    private const int DaysDefault = 5 * 365;
    private readonly Argument<string> name = new("NAME") { Description = "what the certificate is called here, such as filling-opcua" };
    private readonly Option<string?> applicationUri = new("--application-uri") { Description = "the application that it names; default: as before, else urn:HOST:otedge:NAME", HelpName = "URI" };
    private readonly Option<string[]> hosts = new("--host") { Description = "a host name or address that it names, repeatable; default: as before, else this machine's name", HelpName = "HOST" };
    private readonly Option<int> bits = new("--bits") { Description = "bits of its RSA key: 2048, 3072 or 4096", HelpName = "N", DefaultValueFactory = _ => 2048 };
    private readonly Option<int> days = new("--days") { Description = "how long it is good", HelpName = "N", DefaultValueFactory = _ => DaysDefault };
    private readonly Option<string?> signed = new("--signed") { Description = "a certificate that an authority has made from 'otedge certs csr NAME'; the key stays", HelpName = "FILE" };

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
    protected override ExitCode Run(Invocation invocation, CertificateStore store)
    {
        string called = invocation.Required(name);
        if (!CertificateStore.IsName(called))
        {
            throw new CommandFailure(ExitCode.Wrong, $"'{called}': expected lower-case letters, digits, '.', '-' and '_', 64 at most.");
        }

        string path = invocation.Value(signed) is { } file ? TakeIn(store, called, file) : Make(invocation, store, called);
        var made = store.In(CertificatePlace.Own).First(one => one.Path == path);
        if (invocation.IsJson)
        {
            invocation.WriteJson(CertificateViews.Of(made, store.Trust(), invocation.Surroundings.Time.GetUtcNow()));
        }
        else
        {
            invocation.Output.WriteLine($"{called} is now {made.Certificate.ThumbprintText}, good until {made.Certificate.NotAfter:yyyy-MM-dd}");
            invocation.Output.WriteLine($"peers must trust it: 'otedge certs export {called}' writes it");
        }

        return ExitCode.Done;
    }

    private static string TakeIn(CertificateStore store, string called, string file)
    {
        var certificate = CertificateFile.Read(file)
            ?? throw new CommandFailure(ExitCode.Wrong, $"'{file}' holds no certificate: expected one as DER or PEM.");
        return store.KeepSigned(called, certificate)
            ?? throw new CommandFailure(ExitCode.Wrong, $"'{file}' is not made for the key of '{called}': expected what came of 'otedge certs csr {called}'.");
    }

    private string Make(Invocation invocation, CertificateStore store, string called)
    {
        int keyBits = invocation.Value(bits);
        int goodDays = invocation.Value(days);
        const int DaysMax = 30 * 365;
        if (keyBits is not (2048 or 3072 or 4096) || goodDays is < 1 or > DaysMax)
        {
            throw new CommandFailure(ExitCode.Wrong, $"expected --bits 2048, 3072 or 4096, and --days 1 to {DaysMax}.");
        }

        var before = store.In(CertificatePlace.Own).FirstOrDefault(one => one.Name == called)?.Certificate.Extensions;
        string host = System.Net.Dns.GetHostName().ToLowerInvariant();
        string uri = invocation.Value(applicationUri) ?? (before?.Uris is [var old, ..] ? old : $"urn:{host}:otedge:{called}");
        if (!Uri.TryCreate(uri, UriKind.Absolute, out _))
        {
            throw new CommandFailure(ExitCode.Wrong, $"--application-uri '{uri}': expected a URI such as urn:acme:filler.");
        }

        string[] names = invocation.Value(hosts) is { Length: > 0 } given ? given
            : before is not null ? [.. before.DnsNames, .. before.Addresses.Select(one => one.ToString())]
            : [host];
        var now = invocation.Surroundings.Time.GetUtcNow();
        using var own = CertificateMaker.MakeSelfSigned(
            new CertificateSubject($"OtEdge {called}", uri, names),
            RSA.Create(keyBits),
            RandomNumberGenerator.GetBytes(SerialBytes),
            now.AddHours(-1),
            now.AddDays(goodDays));
        return store.Keep(called, own);
    }
}
