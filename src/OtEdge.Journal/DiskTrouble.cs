using Microsoft.Data.Sqlite;

namespace OtEdge.Journal;

/// <summary>Puts what SQLite reports into words that say what to do.</summary>
internal static class DiskTrouble
{
    // Primary result codes, https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;
    private const int Error = 1;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int Misuse = 21;
    private const int Range = 25;

    /// <summary>True when the file's content is at fault, and not the disk.</summary>
    public static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is Corrupt or NotADatabase;

    /// <summary>True when the statement is at fault (a bug), and neither the disk nor the file.</summary>
    public static bool IsBug(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is Error or Constraint or Mismatch or Misuse or Range,
        _ => exception is not (IOException or UnauthorizedAccessException),
    };

    /// <summary>What is wrong with the file and what mends it, without a full stop.</summary>
    public static string Describe(string file, Exception exception) => exception switch
    {
        SqliteException sqlite => Describe(file, sqlite),
        UnauthorizedAccessException => $"this user may not write {file}: give it and its directory to the user that runs otedge",
        _ => $"{file}: {exception.Message}",
    };

    private static string Describe(string file, SqliteException exception) => exception.SqliteErrorCode switch
    {
        Full => $"the disk of {file} is full: free some space there",
        ReadOnly => $"{file} cannot be written: give it and its directory to the user that runs otedge, and mount its disk writable",
        CannotOpen => $"{file} cannot be opened: give it and its directory to the user that runs otedge",
        Busy or Locked => $"another program keeps {file} locked: end it",
        IoError => $"the disk of {file} fails (SQLite {exception.SqliteExtendedErrorCode}): check the disk and its free space",
        _ when IsDamage(exception) => $"{file} is damaged ({exception.Message}): stop otedge and restore a backup",
        _ => $"{file}: {exception.Message}",
    };
}
