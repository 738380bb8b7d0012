using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Console.Keeping;
using OtEdge.Host.Certificates;
using OtEdge.Host.Commands.Remote;

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

    /// <summary>Has the running gateway do something; null: none runs on this machine.</summary>
    /// <param name="invocation">The command.</param>
    /// <param name="ask">What it is asked.</param>
    /// <exception cref="CommandFailure">The gateway refused it, or one elsewhere cannot be reached.</exception>
    protected static async Task<ExitCode?> TryGatewayAsync(Invocation invocation, Func<GatewayClient, Task> ask)
    {
        try
        {
            using var gateway = GatewayClient.For(invocation);
            await ask(gateway);
            return ExitCode.Done;
        }
        catch (CommandFailure failure) when (failure.Code == ExitCode.Unreachable && invocation.Remote is null)
        {
            return null;
        }
    }

    /// <summary>The certificate that was named, as the gateway knows it.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="which">A name, a thumbprint or its beginning.</param>
    /// <param name="token">Gives up.</param>
    /// <param name="places">Where it may lie; none: anywhere but the console's.</param>
    protected static async Task<CertificateView> FindAsync(GatewayClient gateway, string which, CancellationToken token, params string[] places)
    {
        CertificateView[] found =
        [
            .. (await gateway.GetAsync(ApiRoutes.Certificates, token)).Deserialize<CertificateView[]>(ApiJson.Options)!
                .Where(one => places.Length == 0 ? one.Place != "console" : places.Contains(one.Place))
                .Where(one => Names(which, one.Name, one.Thumbprint)),
        ];
        return found.Select(one => one.Thumbprint).Distinct().Count() switch
        {
            1 => found[0],
            0 => throw Missing(which),
            _ => throw Ambiguous(which, found.Length),
        };
    }

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
        StoredCertificate[] found =
        [
            .. store.All()
                .Where(one => places.Length == 0 || places.Contains(one.Place))
                .Where(one => Names(which, one.Name, one.Certificate.ThumbprintText)),
        ];
        if (found.Select(one => one.Certificate.ThumbprintText).Distinct().Count() > 1)
        {
            throw Ambiguous(which, found.Length);
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

        throw Missing(which);
    }

    private static bool Names(string which, string name, string thumbprint)
    {
        const int PrefixMin = 4;
        return name == which || (which.Length >= PrefixMin && thumbprint.StartsWith(which, StringComparison.OrdinalIgnoreCase));
    }

    private static CommandFailure Missing(string which) =>
        new(ExitCode.Wrong, $"there is no certificate '{which}': 'otedge certs list' shows those there are.");

    private static CommandFailure Ambiguous(string which, int count) =>
        new(ExitCode.Wrong, $"'{which}' names {count} certificates: give more of the thumbprint ('otedge certs list').");
}
