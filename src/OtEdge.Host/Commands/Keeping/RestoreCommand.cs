using System.CommandLine;
using OtEdge.Host.Backup;

namespace OtEdge.Host.Commands.Keeping;

/// <summary>Brings a backup back, while no gateway runs.</summary>
internal sealed class RestoreCommand : Verb
{
    private readonly Argument<string> file = new("FILE") { Description = "a backup, as 'otedge backup' or the console has made it" };
    private readonly Option<string?> passphrase = PassphraseOption.Make("of its private keys; absent: they stay sealed");
    private readonly Option<bool> verify = new("--verify") { Description = "only check that it could be restored; changes nothing" };

    /// <summary>Makes the command.</summary>
    public RestoreCommand(GlobalOptions globals)
        : base(
            globals,
            "restore",
            "Bring a backup back into --state and --config, after checking every file of it. What was there is moved aside, nothing is deleted.",
            "otedge restore edge-1.zip --verify",
            "otedge restore edge-1.zip --state /var/lib/otedge --config /etc/otedge")
    {
        Arguments.Add(file);
        Options.Add(passphrase);
        Options.Add(verify);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        string from = invocation.Required(file);
        string state = Path.GetFullPath(invocation.StateDirectory);
        string settings = Path.GetFullPath(invocation.ConfigDirectory);
        string? opening = PassphraseOption.Read(invocation, passphrase);
        if (invocation.Value(verify))
        {
            Tell(invocation, Restoring.Verify(from, opening), $"{from} is good", aside: null);
            return Task.FromResult(ExitCode.Done);
        }

        RefuseWhileRunning(state);
        (BackupManifest manifest, string? aside) = new Restoring(settings, state, invocation.Surroundings.Time).Restore(from, opening);
        Tell(invocation, manifest, $"{from} is restored into {state} and {settings}", aside);
        return Task.FromResult(ExitCode.Done);
    }

    // The lock tells of a gateway that serves no socket, too; the journal's own check comes when it is opened.
    private static void RefuseWhileRunning(string state)
    {
        string lockFile = Path.Combine(state, "journal.lock");
        try
        {
            if (File.Exists(lockFile))
            {
                using var held = new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            }
        }
        catch (IOException fault)
        {
            throw new CommandFailure(
                ExitCode.Refused, $"a gateway runs on {state}: stop it first (systemctl stop otedge), or name another directory with --state.", fault);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new CommandFailure(ExitCode.Found, $"{lockFile} cannot be opened: {fault.Message} Run it as the gateway's user.", fault);
        }
    }

    private static void Tell(Invocation invocation, BackupManifest manifest, string done, string? aside)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(new { manifest.Gateway, manifest.Site, manifest.MadeAt, manifest.By, manifest.Version, files = manifest.Files.Count, manifest.HasKeys, aside });
            return;
        }

        invocation.Output.WriteLine($"{done}: {manifest.Files.Count} files of {manifest.Site} / {manifest.Gateway}, made {manifest.MadeAt:yyyy-MM-dd HH:mm} UTC by {manifest.By} with version {manifest.Version}.");
        if (aside is not null)
        {
            invocation.Output.WriteLine($"What was there is in {aside}; remove it when it is not needed any more.");
        }

        invocation.Output.WriteLine(manifest.HasKeys
            ? "Its private keys come back with --passphrase-file only."
            : "Private keys are not in it: certificates are made anew at the start, and peers must trust them.");
    }
}
