using System.CommandLine;
using OtEdge.Host.Certificates;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Certificates;

/// <summary>Shows one certificate, and what is wrong with it.</summary>
internal sealed class CertificateShowCommand : CertificateVerb
{
    private readonly Argument<string> which = Which();

    /// <summary>Makes the command.</summary>
    public CertificateShowCommand(GlobalOptions globals)
        : base(globals, "show", "Show one certificate, and what is wrong with it.", "otedge certs show 3FA2B1C0", "otedge certs show plc.der") =>
        Arguments.Add(which);

    /// <inheritdoc/>
    protected override ExitCode Run(Invocation invocation, CertificateStore store)
    {
        string name = invocation.Required(which);
        var found = Find(store, name);
        var view = CertificateViews.Of(found, store, invocation.Surroundings.Time.GetUtcNow());
        if (found.Path == name)
        {
            view = view with { Place = null };
        }

        if (invocation.IsJson)
        {
            invocation.WriteJson(view);
            return ExitCode.Done;
        }

        invocation.Screen().Write(Tables.Sheet(
            ("subject", Cell.Of(view.Subject)),
            ("issuer", Cell.Of(view.Issuer)),
            ("application", Cell.Of(view.ApplicationUri)),
            ("hosts", Cell.Of(view.Hosts)),
            ("good from", Cell.Of($"{view.NotBefore:yyyy-MM-dd HH:mm} UTC")),
            ("good until", Cell.Of($"{view.NotAfter:yyyy-MM-dd HH:mm} UTC, {view.DaysLeft} days left")),
            ("key", Cell.Of(view.KeyBits == 0 ? "not RSA" : $"RSA {view.KeyBits} bits")),
            ("place", Cell.Of(view.Place ?? "a file only")),
            ("file", Cell.Of(view.File)),
            ("thumbprint", Cell.Of(view.Thumbprint)),
            ("wrong", view.Flaws.Count == 0 ? Cell.Of("nothing", Cell.Quiet) : Cell.Of(string.Join("\n", view.Flaws), Cell.Notable))));
        return ExitCode.Done;
    }
}
