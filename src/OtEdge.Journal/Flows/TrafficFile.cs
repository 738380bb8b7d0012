using Microsoft.Data.Sqlite;

namespace OtEdge.Journal.Flows;

/// <summary>The file of recorded traffic, <c>traffic.db</c>, for its owner alone. A damaged one is set aside: it holds no posture.</summary>
/// <param name="stateDirectory">The state directory.</param>
internal sealed class TrafficFile(string stateDirectory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Aside = ".damaged";

    private readonly Database database = new(Path.Combine(Path.GetFullPath(stateDirectory), "traffic.db"), DatabaseKind.Traffic);

    // Two that find an old schema at once would both bring it up to date.
    private readonly Lock opening = new();

    /// <summary>The database.</summary>
    public Database Database => database;

    /// <summary>Opens it for writing; makes it when it is missing.</summary>
    /// <exception cref="JournalUnusableException">It is damaged, foreign, of a newer OtEdge, or the disk fails.</exception>
    public SqliteConnection OpenWriter()
    {
        lock (opening)
        {
            Prepare();
            return database.Begin(FlowSchema.Current);
        }
    }

    /// <summary>Moves a damaged file out of the way, over one that was set aside before.</summary>
    public void SetAside()
    {
        File.Move(database.File, database.File + Aside, overwrite: true);
        File.Delete(database.File + "-wal");
        File.Delete(database.File + "-shm");
    }

    // SQLite gives its -wal and -shm files the mode of the database, and would create that one readable to all.
    private void Prepare()
    {
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        new FileStream(database.File, options).Dispose();
    }
}
