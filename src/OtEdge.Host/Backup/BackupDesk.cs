using System.Globalization;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;
using OtEdge.Console.Keeping;
using OtEdge.Core.Auditing;
using OtEdge.Host.Certificates;
using OtEdge.Host.Gateway;
using OtEdge.Journal;

namespace OtEdge.Host.Backup;

/// <summary>Makes and keeps backups in the state directory while the gateway runs. Thread-safe.</summary>
/// <param name="options">Where settings and state are.</param>
/// <param name="gateway">Whose backup it is.</param>
/// <param name="note">Told of everything, for the audit: action, who, text, file name.</param>
/// <param name="time">The clock.</param>
internal sealed class BackupDesk(GatewayOptions options, IGateway gateway, Action<AuditNote> note, TimeProvider time) : IBackups
{
    /// <summary>Name of the directory of backups.</summary>
    public const string DirectoryName = "backups";

    private const int BackupsMax = 20;
    private const string Extension = ".zip";
    private readonly string directory = Path.Combine(options.StateDirectory, DirectoryName);
    private readonly Lock gate = new();
    private readonly Dictionary<string, BackupView> known = new(StringComparer.Ordinal);
    private int making;

    /// <inheritdoc/>
    public Answer<BackupView[]> List() =>
        (BackupView[])[.. Files().Select(View).OfType<BackupView>().OrderByDescending(view => view.At)];

    /// <inheritdoc/>
    public async Task<Answer<BackupView>> MakeAsync(BackupRequest request, string user, CancellationToken cancellation)
    {
        if (request.Passphrase is { Length: < PasswordHash.CharactersMin or > PasswordHash.CharactersMax })
        {
            return new Refusal(
                RefusalKind.Invalid,
                "Wrong length",
                $"a passphrase has {PasswordHash.CharactersMin} to {PasswordHash.CharactersMax} characters; leave it out to leave the private keys out.");
        }

        if (Interlocked.Exchange(ref making, 1) == 1)
        {
            return new Refusal(RefusalKind.Conflict, "Backup is being made", "another backup is being made; ask again when it is ready.");
        }

        try
        {
            return Files().Count() >= BackupsMax
                ? new Refusal(RefusalKind.Conflict, "Too many backups", $"{BackupsMax} backups are kept already; take them out and remove some.")
                : await Task.Run(() => Make(request, user), cancellation);
        }
        catch (UnauthorizedAccessException fault)
        {
            return new Refusal(RefusalKind.Failed, "Backup failed", $"a file cannot be read or written: {fault.Message}");
        }
        finally
        {
            Volatile.Write(ref making, 0);
        }
    }

    /// <inheritdoc/>
    public Answer<BackupFile> Take(string name, string user)
    {
        Answer<BackupFile> found = Find(name);
        if (found.IsDone)
        {
            Note("taken", user, $"{user} has taken the backup {name} out", name);
        }

        return found;
    }

    /// <inheritdoc/>
    public Answer<BackupFile> Remove(string name, string user)
    {
        Answer<BackupFile> found = Find(name);
        if (found.IsDone)
        {
            File.Delete(found.Value.Path);
            Note("removed", user, $"{user} has removed the backup {name}", name);
        }

        return found;
    }

    private BackupView Make(BackupRequest request, string user)
    {
        CertificateFile.MakeDirectory(directory);
        StatusView status = gateway.Status();
        DateTimeOffset now = time.GetUtcNow();
        string name = string.Create(CultureInfo.InvariantCulture, $"otedge-{status.Gateway}-{now:yyyyMMdd'T'HHmmssfff'Z'}{Extension}");
        var writer = new BackupWriter();
        List<string> copies = [];
        try
        {
            // The journal first: what is in files is never older than what the journal says of it.
            foreach (string database in request.Record ? (string[])[DatabaseSnapshot.JournalFile, DatabaseSnapshot.TrafficFile] : [DatabaseSnapshot.JournalFile])
            {
                string file = Path.Combine(options.StateDirectory, database);
                if (File.Exists(file))
                {
                    string copy = Path.Combine(directory, $".{name}.{database}");
                    copies.Add(copy);
                    DatabaseSnapshot.Copy(file, copy);
                    writer.AddDatabase(BackupContents.StatePrefix + database, copy);
                }
            }

            foreach ((string path, string file) in BackupContents.Of(options.SettingsDirectory, options.StateDirectory))
            {
                writer.Add(path, file);
            }

            var about = new BackupManifest
            {
                Format = BackupManifest.FormatNow,
                MadeAt = now,
                By = user,
                Version = ProductVersion.Text,
                Gateway = status.Gateway,
                Site = status.Site,
                Files = [],
            };
            writer.Write(Path.Combine(directory, name), about, request.Passphrase);
        }
        finally
        {
            copies.ForEach(File.Delete);
        }

        BackupView made = View(Path.Combine(directory, name)) ?? throw new IOException($"the backup {name} cannot be read again");
        Note("made", user, $"{user} has made the backup {name} {(made.HasKeys ? "with sealed" : "without")} private keys, SHA-256 {made.Sha256}", name);
        return made;
    }

    private Answer<BackupFile> Find(string name) => Files().FirstOrDefault(file => Path.GetFileName(file) == name) is { } path
        ? new BackupFile(name, path)
        : new Refusal(RefusalKind.Unknown, "No such backup", $"there is no backup {name}.");

    private IEnumerable<string> Files() => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory, "*" + Extension).Where(file => !Path.GetFileName(file).StartsWith('.'))
        : [];

    // A file that somebody has put there and that is no backup is not listed.
    private BackupView? View(string path)
    {
        string name = Path.GetFileName(path);
        long bytes = new FileInfo(path).Length;
        lock (gate)
        {
            if (known.TryGetValue(name, out BackupView? view) && view.Bytes == bytes)
            {
                return view;
            }
        }

        try
        {
            BackupManifest manifest = BackupArchive.Read(path);
            var view = new BackupView
            {
                Name = name,
                At = manifest.MadeAt,
                By = manifest.By,
                Bytes = bytes,
                Sha256 = BackupWriter.DigestOf(path),
                Files = manifest.Files.Count,
                HasKeys = manifest.HasKeys,
                HasRecord = manifest.HasRecord,
            };
            lock (gate)
            {
                known[name] = view;
            }

            return view;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            return null;
        }
    }

    private void Note(string action, string user, string text, string name) => note(new AuditNote
    {
        At = time.GetUtcNow(),
        Kind = AuditKind.Backup,
        Action = action,
        By = user,
        Text = text,
        Subject = name,
    });
}
