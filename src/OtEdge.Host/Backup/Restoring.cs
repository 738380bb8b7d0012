using OtEdge.Host.Certificates;
using OtEdge.Host.Commands;
using OtEdge.Journal;

namespace OtEdge.Host.Backup;

/// <summary>Brings a backup back: 1. unpack and verify beside; 2. move what is there aside; 3. move the new into its place. Nothing is deleted.</summary>
/// <param name="settingsDirectory">Directory of the settings.</param>
/// <param name="stateDirectory">The state directory; no gateway uses it.</param>
/// <param name="time">The clock.</param>
internal sealed class Restoring(string settingsDirectory, string stateDirectory, TimeProvider time)
{
    private const string Staging = ".restoring";

    // These stay where they are: they belong to the machine, not to what is restored.
    private static readonly string[] Staying = [Staging, BackupDesk.DirectoryName, "logs", "captures", "journal.lock"];

    /// <summary>Verifies a backup whole, its journal included, and changes nothing.</summary>
    /// <exception cref="CommandFailure">It is no good backup, or cannot be read.</exception>
    public static BackupManifest Verify(string file, string? passphrase)
    {
        string place = Path.Combine(Path.GetTempPath(), $"otedge-verify-{Guid.NewGuid():N}");
        try
        {
            CertificateFile.MakeDirectory(place);
            return Unpack(file, place, passphrase);
        }
        finally
        {
            if (Directory.Exists(place))
            {
                Directory.Delete(place, recursive: true);
            }
        }
    }

    /// <summary>Brings it back.</summary>
    /// <returns>The manifest, and where what was there before has gone; null: there was nothing.</returns>
    /// <exception cref="CommandFailure">It is no good backup, or cannot be put there; what was there is still there.</exception>
    public (BackupManifest Manifest, string? Aside) Restore(string file, string? passphrase)
    {
        string staging = Path.Combine(stateDirectory, Staging);
        try
        {
            CertificateFile.MakeDirectory(stateDirectory);
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }

            CertificateFile.MakeDirectory(staging);
            Directory.CreateDirectory(settingsDirectory);
            BackupManifest manifest = Unpack(file, staging, passphrase);
            string aside = Path.Combine(stateDirectory, $"before-restore-{time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}");
            bool moved = MoveAll(stateDirectory, Path.Combine(aside, "state"), name => !Staying.Contains(name) && !name.StartsWith("before-restore-", StringComparison.Ordinal))
                | MoveAll(settingsDirectory, Path.Combine(aside, "settings"), static _ => true);
            MoveAll(Path.Combine(staging, "state"), stateDirectory, static _ => true);
            MoveAll(Path.Combine(staging, "settings"), settingsDirectory, static _ => true);
            return (manifest, moved ? aside : null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(
                ExitCode.Found, $"the backup cannot be put into {stateDirectory} and {settingsDirectory}: {fault.Message} Run it as a user who may write both.", fault);
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    private static BackupManifest Unpack(string file, string place, string? passphrase)
    {
        try
        {
            BackupManifest manifest = BackupArchive.Unpack(file, place, passphrase);
            string journal = Path.Combine(place, "state", DatabaseSnapshot.JournalFile);
            string? fault = File.Exists(journal) ? DatabaseSnapshot.Fault(journal) : "there is none";
            return fault is null ? manifest : throw new CommandFailure(ExitCode.Found, $"the journal in {file} is not good: {fault}");
        }
        catch (InvalidDataException fault)
        {
            throw new CommandFailure(ExitCode.Found, $"{file} is not restored: {fault.Message}.", fault);
        }
        catch (FileNotFoundException fault)
        {
            throw new CommandFailure(ExitCode.Wrong, $"there is no file {file}.", fault);
        }
    }

    private static bool MoveAll(string from, string to, Func<string, bool> which)
    {
        bool moved = false;
        foreach (string path in Directory.Exists(from) ? Directory.GetFileSystemEntries(from) : [])
        {
            string name = Path.GetFileName(path);
            if (!which(name))
            {
                continue;
            }

            if (!Directory.Exists(to))
            {
                CertificateFile.MakeDirectory(to);
            }

            Move(path, Path.Combine(to, name));
            moved = true;
        }

        return moved;
    }

    // Settings and state often lie on different file systems, where a directory cannot be renamed.
    private static void Move(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Move(from, to);
            return;
        }

        CertificateFile.MakeDirectory(to);
        foreach (string path in Directory.GetFileSystemEntries(from))
        {
            Move(path, Path.Combine(to, Path.GetFileName(path)));
        }

        Directory.Delete(from);
    }
}
