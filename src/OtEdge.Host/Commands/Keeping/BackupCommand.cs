using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Console.Keeping;
using OtEdge.Host.Commands.Remote;
using OtEdge.Host.Commands.Replaying;

namespace OtEdge.Host.Commands.Keeping;

/// <summary>Makes a backup of the running gateway in one file.</summary>
internal sealed class BackupCommand : Verb
{
    private readonly Argument<string> file = new("FILE") { Description = "file to write, such as edge-1.zip; it must not exist" };
    private readonly Option<string?> passphrase = PassphraseOption.Make("that seals the private keys; absent: they are left out and made anew after a restore");
    private readonly Option<bool> record = new("--with-record") { Description = "recorded traffic, too, which may be large" };

    /// <summary>Makes the command.</summary>
    public BackupCommand(GlobalOptions globals)
        : base(
            globals,
            "backup",
            "Write settings, modes, revisions, changes, audit, people and certificates into one file, while the gateway runs.",
            "otedge backup edge-1.zip",
            "otedge backup edge-1.zip --passphrase-file /root/backup-passphrase")
    {
        Arguments.Add(file);
        Options.Add(passphrase);
        Options.Add(record);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        string target = invocation.Required(file);
        if (File.Exists(target))
        {
            throw new CommandFailure(ExitCode.Wrong, $"{target} exists; name a file that does not.");
        }

        using var gateway = GatewayClient.For(invocation);
        using var progress = new Progress(invocation.Surroundings, "making the backup");
        JsonElement answer = await gateway.PostLongAsync(
            ApiRoutes.Backups,
            new BackupRequest(PassphraseOption.Read(invocation, passphrase), invocation.Value(record)),
            progress,
            token);
        BackupView made = answer.Deserialize<BackupView>(ApiJson.Options)!;
        string path = ApiRoutes.For(ApiRoutes.Backup, made.Name);
        try
        {
            await gateway.DownloadAsync(path, target, token);
        }
        finally
        {
            await gateway.DeleteAsync(path, CancellationToken.None);
        }

        if (invocation.IsJson)
        {
            invocation.WriteJson(made with { Name = target });
            return ExitCode.Done;
        }

        invocation.Output.WriteLine($"{target}: {made.Files} files, {made.Bytes:N0} bytes, SHA-256 {made.Sha256}");
        invocation.Output.WriteLine(made.HasKeys
            ? "Private keys are in it, sealed; keep the passphrase elsewhere."
            : "Private keys are not in it: after a restore certificates are made anew, and peers must trust them. --passphrase-file takes them along.");
        return ExitCode.Done;
    }
}
