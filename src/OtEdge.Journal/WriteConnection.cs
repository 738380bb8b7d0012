using Microsoft.Data.Sqlite;

namespace OtEdge.Journal;

/// <summary>The one connection that writes, one transaction at a time; after a failure it begins again with a new connection.</summary>
internal sealed class WriteConnection : IDisposable
{
    private readonly Lock gate = new();
    private readonly string file;
    private readonly Func<SqliteConnection> open;
    private readonly Action<SqliteConnection>? beforeWrite;
    private SqliteConnection? connection;
    private bool isDisposed;

    /// <summary>Takes over an open connection.</summary>
    /// <param name="file">The database file, for messages.</param>
    /// <param name="connection">An open connection; null: one is opened when it is needed.</param>
    /// <param name="open">Opens another one after a failure.</param>
    /// <param name="beforeWrite">Runs before every transaction; null: nothing does.</param>
    public WriteConnection(
        string file, SqliteConnection? connection, Func<SqliteConnection> open, Action<SqliteConnection>? beforeWrite)
    {
        this.file = file;
        this.connection = connection;
        this.open = open;
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
            ObjectDisposedException.ThrowIf(isDisposed, this);
            try
            {
                connection ??= open();
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

                Trouble = DiskTrouble.Describe(file, exception);
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
