using System.Text;

namespace OtEdge.Journal;

/// <summary>
/// The directory of the journal: held by one process at a time, files for their owner alone. The lock file, once written, also
/// witnesses that a journal was begun here, so that a lost one is never taken for a new one.
/// </summary>
internal sealed class StateDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // How .NET says "locked by another process" (IOException.HResult) on each system.
    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly FileStream lockFile;

    private StateDirectory(string path, FileStream lockFile)
    {
        FullPath = path;
        JournalFile = Path.Combine(path, "journal.db");
        this.lockFile = lockFile;
    }

    /// <summary>The directory itself.</summary>
    public string FullPath { get; }

    /// <summary>The database file; it exists.</summary>
    public string JournalFile { get; }

    /// <summary>Creates the directory where it is missing (0700) and takes it for this process; its death lets go.</summary>
    /// <exception cref="JournalUnusableException">It cannot be written, another process holds it, or its journal is lost.</exception>
    public static StateDirectory Take(string path)
    {
        string full = Path.GetFullPath(path);
        try
        {
            CreateDirectory(full);
            FileStream lockFile = TakeLock(full);
            try
            {
                StateDirectory directory = new(full, lockFile);
                directory.PrepareFile();
                return directory;
            }
            catch
            {
                lockFile.Dispose();
                throw;
            }
        }
        catch (Exception exception)
            when (exception is UnauthorizedAccessException or IOException and not JournalUnusableException)
        {
            throw new JournalUnusableException(
                $"The state directory {full} cannot be used: {exception.Message} Expected a directory that the user running "
                + "otedge may write; give it to that user, or name another with --state.",
                exception);
        }
    }

    /// <summary>Notes for good that this directory has a journal.</summary>
    public void WitnessJournal()
    {
        if (lockFile.Length == 0)
        {
            lockFile.Write(Encoding.UTF8.GetBytes(
                "OtEdge keeps its journal here, in journal.db. Delete this file only together with it, to begin anew.\n"));
            lockFile.Flush(flushToDisk: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => lockFile.Dispose();

    private static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    private static FileStream TakeLock(string directory)
    {
        string file = Path.Combine(directory, "journal.lock");
        try
        {
            return new FileStream(file, Options(FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException exception) when (exception.HResult is WouldBlockLinux or WouldBlockMac or SharingViolation)
        {
            throw new JournalUnusableException(
                $"Another process uses the state directory {directory} (it holds {file}). Stop the other otedge, or give this "
                + "one a directory of its own with --state.",
                exception);
        }
    }

    private static FileStreamOptions Options(FileMode mode, FileShare share)
    {
        FileStreamOptions options = new() { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    // SQLite gives its -wal and -shm files the mode of the database, and would create that one readable to all.
    private void PrepareFile()
    {
        FileInfo file = new(JournalFile);
        if (lockFile.Length > 0 && (!file.Exists || file.Length == 0))
        {
            throw new JournalUnusableException(
                $"The journal {JournalFile} is {(file.Exists ? "empty" : "gone")}, although this directory had one. OtEdge does "
                + "not start without it, because the confirmed mode of every conduit is in there. Restore it from a backup; or, to "
                + $"begin anew with every conduit in observe, delete {lockFile.Name}.");
        }

        using FileStream stream = new(JournalFile, Options(FileMode.OpenOrCreate, FileShare.ReadWrite));
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(stream.SafeFileHandle) != OwnerOnly)
        {
            File.SetUnixFileMode(stream.SafeFileHandle, OwnerOnly);
        }
    }
}
