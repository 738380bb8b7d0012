using Microsoft.Data.Sqlite;

namespace OtEdge.Journal;

/// <summary>Opens connections to a database of OtEdge, and proves at the start that it can be trusted.</summary>
/// <param name="file">The database file.</param>
/// <param name="kind">Which one it is.</param>
internal sealed class Database(string file, DatabaseKind kind)
{
    /// <summary>Which one it is.</summary>
    public DatabaseKind Kind => kind;

    /// <summary>The database file.</summary>
    public string File => file;

    /// <summary>Checks the file, makes it durable, and brings its schema up to date.</summary>
    /// <returns>The connection for writing.</returns>
    /// <exception cref="JournalUnusableException">It is damaged, foreign, of a newer OtEdge, or the disk fails.</exception>
    public SqliteConnection Begin(Schema schema)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = Connect();
            CheckKind(connection, schema);
            if (kind.IsCheckedAtStart)
            {
                CheckContent(connection);
            }

            MakeDurable(connection);
            schema.Upgrade(connection);
            Sql.Run(connection, $"PRAGMA application_id = {kind.ApplicationId}");
            return connection;
        }
        catch (SqliteException exception)
        {
            connection?.Dispose();
            throw DiskTrouble.IsDamage(exception)
                ? Damaged(exception.Message, exception)
                : new JournalUnusableException($"The {kind.Name} cannot be opened: {DiskTrouble.Describe(file, exception)}.", exception);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>A connection for writing, to a file that <see cref="Begin"/> has accepted.</summary>
    public SqliteConnection OpenWriter()
    {
        SqliteConnection connection = Connect();
        try
        {
            MakeDurable(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that cannot write.</summary>
    public SqliteConnection OpenReader()
    {
        SqliteConnection connection = Connect();
        Sql.Run(connection, "PRAGMA query_only = ON");
        return connection;
    }

    private SqliteConnection Connect()
    {
        SqliteConnectionStringBuilder settings = new()
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 5,
        };
        SqliteConnection connection = new(settings.ConnectionString);
        connection.Open();
        Sql.Run(connection, "PRAGMA trusted_schema = OFF");
        return connection;
    }

    private void MakeDurable(SqliteConnection connection) => Sql.Run(
        connection,
        $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {kind.Synchronous}; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; "
        + "PRAGMA journal_size_limit = 16777216; PRAGMA foreign_keys = ON");

    private void CheckKind(SqliteConnection connection, Schema schema)
    {
        int version = Sql.Number(connection, "PRAGMA user_version");
        int found = Sql.Number(connection, "PRAGMA application_id");
        bool hasTables = Sql.Number(connection, "SELECT count(*) FROM sqlite_schema") > 0;
        if (hasTables && found != kind.ApplicationId)
        {
            throw new JournalUnusableException(
                $"{file} is a database, but not a {kind.Name} of OtEdge. Move it away, or name another directory with --state.");
        }

        if (version > schema.Version)
        {
            throw new JournalUnusableException(
                $"The {kind.Name} {file} was written by a newer OtEdge (schema {version}; this one knows up to {schema.Version}). "
                + "Install that version again, or restore a backup that this version made.");
        }
    }

    private void CheckContent(SqliteConnection connection)
    {
        using SqliteCommand check = Sql.Command(connection, "PRAGMA quick_check(1)");
        if (check.ExecuteScalar() is string verdict && verdict != "ok")
        {
            throw Damaged(verdict);
        }
    }

    private JournalUnusableException Damaged(string what, Exception? cause = null) =>
        new($"The {kind.Name} {file} is damaged: {what.ReplaceLineEndings(" ")}. {kind.DamageAdvice}", cause!);
}
