using System.CommandLine;
using OtEdge.Host.Certificates;

namespace OtEdge.Host.Commands.Certificates;

/// <summary>A command on the PKI directory of the state directory; the gateway need not run, and sees what it changes.</summary>
internal abstract class CertificateVerb : Verb
{
    /// <summary>Makes the command.</summary>
    protected CertificateVerb(GlobalOptions globals, string name, string description, params string[] examples)
        : base(globals, name, description, examples)
    {
    }

    /// <summary>An argument that names a certificate.</summary>
    protected static Argument<string> Which() => new("CERTIFICATE") { Description = "its name, its thumbprint or the beginning of it, or a file" };

    /// <summary>Does it.</summary>
    /// <exception cref="CommandFailure">It could not be done.</exception>
    protected abstract ExitCode Run(Invocation invocation, CertificateStore store);

    /// <summary>Has the running gateway do it, so that its audit knows; null: none runs, and the files are changed. Default: null.</summary>
    /// <exception cref="CommandFailure">The gateway refused it.</exception>
    protected virtual Task<ExitCode?> AskGatewayAsync(Invocation invocation, CancellationToken token) => Task.FromResult<ExitCode?>(null);

    /// <inheritdoc/>
    protected sealed override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        if (await AskGatewayAsync(invocation, token) is { } done)
        {
            return done;
        }

        try
        {
            return Run(invocation, new CertificateStore(invocation.StateDirectory));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(
                ExitCode.Found, $"the certificates of {invocation.StateDirectory} cannot be used: {fault.Message}; run it as the gateway's user", fault);
        }
    }

    /// <summary>The certificate that was named.</summary>
    /// <param name="store">Where to look.</param>
    /// <param name="which">A name, a thumbprint or its beginning, or a file.</param>
    /// <param name="places">Where it may lie; none: anywhere, and in a file too.</param>
    protected static StoredCertificate Find(CertificateStore store, string which, params CertificatePlace[] places)
    {
        const int PrefixMin = 4;
        StoredCertificate[] found =
        [
            .. store.All()
                .Where(one => places.Length == 0 || places.Contains(one.Place))
                .Where(one => one.Name == which
                    || (which.Length >= PrefixMin && one.Certificate.ThumbprintText.StartsWith(which, StringComparison.OrdinalIgnoreCase))),
        ];
        if (found.Select(one => one.Certificate.ThumbprintText).Distinct().Count() > 1)
        {
            throw new CommandFailure(ExitCode.Wrong, $"'{which}' names {found.Length} certificates: give more of the thumbprint ('otedge certs list').");
        }

        if (found.Length > 0)
        {
            return found[0];
        }

        if (places.Length == 0 && File.Exists(which))
        {
            return CertificateFile.Read(which) is { } certificate
                ? new StoredCertificate(CertificatePlace.Rejected, which, certificate)
                : throw new CommandFailure(ExitCode.Wrong, $"'{which}' holds no certificate: expected one as DER or PEM.");
        }

        throw new CommandFailure(ExitCode.Wrong, $"there is no certificate '{which}': 'otedge certs list' shows those there are.");
    }
}
