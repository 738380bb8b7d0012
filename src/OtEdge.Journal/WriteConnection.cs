using Microsoft.Data.Sqlite;

namespace OtEdge.Journal;

/// <summary>The one connection that writes, one transaction at a time; after a failure it begins again with a new connection.</summary>
internal sealed class WriteConnection : IDisposable
{
    private readonly Lock gate = new();
    private readonly Database database;
    private readonly Action<SqliteConnection>? beforeWrite;
    private SqliteConnection? connection;
    private bool isDisposed;

    /// <summary>Takes over an open connection.</summary>
    public WriteConnection(Database database, SqliteConnection connection, Action<SqliteConnection>? beforeWrite)
    {
        this.database = database;
        this.connection = connection;
        this.beforeWrite = beforeWrite;
    }

    /// <summary>What is wrong with the disk since the last attempt, without a full stop; null: it could be written.</summary>
    public string? Trouble { get; private set => Volatile.Write(ref field, value); }

    /// <summary>Runs <paramref name="work"/> in one transaction; durable on return, and not done at all on an exception.</summary>
    /// <exception cref="IOException">The disk cannot be written; the message is one sentence that begins with <paramref name="what"/>.</exception>
    public void Run(string what, Action<SqliteConnection> work)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, typeof(SqliteJournal));
            try
            {
                connection ??= database.OpenWriter();
                beforeWrite?.Invoke(connection);
                Sql.Run(connection, "BEGIN IMMEDIATE");
                work(connection);
                Sql.Run(connection, "COMMIT");
                Trouble = null;
            }
            catch (Exception exception)
            {
                // Closing rolls back, and a new connection meets a disk that was changed or mounted again in the meantime.
                connection?.Dispose();
                connection = null;
                if (DiskTrouble.IsBug(exception))
                {
                    throw;
                }

                Trouble = DiskTrouble.Describe(database.File, exception);
                throw new IOException($"{what}: {Trouble}.", exception);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            connection?.Dispose();
            connection = null;
        }
    }
}
