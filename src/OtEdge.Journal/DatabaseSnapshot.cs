using Microsoft.Data.Sqlite;

namespace OtEdge.Journal;

/// <summary>Copies of OtEdge's databases as they stood at one moment, made while they are being written.</summary>
public static class DatabaseSnapshot
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>File name of the journal in the state directory.</summary>
    public const string JournalFile = "journal.db";

    /// <summary>File name of recorded traffic in the state directory.</summary>
    public const string TrafficFile = "traffic.db";

    /// <summary>Copies a database; writers go on meanwhile.</summary>
    /// <param name="database">The database.</param>
    /// <param name="target">File to make, for its owner alone; one that exists is replaced.</param>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static void Copy(string database, string target)
    {
        File.Delete(target);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        // SQLite writes into an empty file, too, and would make one that others may read.
        new FileStream(target, options).Dispose();
        Run(database, connection => Sql.Run(connection, "VACUUM INTO @0", target));
    }

    /// <summary>What is wrong with a copy of the journal; null: nothing.</summary>
    /// <param name="file">The copy.</param>
    public static string? Fault(string file)
    {
        try
        {
            string? verdict = null;
            Run(file, connection =>
            {
                using SqliteCommand check = Sql.Command(connection, "PRAGMA quick_check(1)");
                verdict = (string?)check.ExecuteScalar();
                if (verdict == "ok" && Sql.Number(connection, "PRAGMA application_id") != DatabaseKind.Journal.ApplicationId)
                {
                    verdict = "it is a database, but no journal of OtEdge";
                }
            });
            return verdict == "ok" ? null : verdict ?? "it cannot be checked";
        }
        catch (IOException fault)
        {
            return fault.Message;
        }
    }

    private static void Run(string file, Action<SqliteConnection> act)
    {
        try
        {
            var settings = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 };
            using var connection = new SqliteConnection(settings.ConnectionString);
            connection.Open();
            act(connection);
        }
        catch (SqliteException fault)
        {
            throw new IOException($"The database {file} cannot be copied or checked: {fault.Message}", fault);
        }
    }
}
