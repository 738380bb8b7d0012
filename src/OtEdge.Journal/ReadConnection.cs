using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace OtEdge.Journal;

/// <summary>Reads what is committed, beside the writer and never in its way.</summary>
/// <param name="database">The database.</param>
internal sealed class ReadConnection(Database database) : IDisposable
{
    private readonly Lock gate = new();
    private SqliteConnection? connection;
    private bool isDisposed;

    /// <summary>Runs a query.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public T Run<T>(Func<SqliteConnection, T> query)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            try
            {
                connection ??= database.OpenReader();
                return query(connection);
            }
            catch (Exception exception) when (exception is SqliteException or JsonException or FormatException)
            {
                connection?.Dispose();
                connection = null;
                throw new IOException($"The {database.Kind.Name} cannot be read: {DiskTrouble.Describe(database.File, exception)}.", exception);
            }
        }
    }

    /// <summary>Lets go of the file; the next query opens the one that is there then.</summary>
    public void Renew()
    {
        lock (gate)
        {
            connection?.Dispose();
            connection = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            connection?.Dispose();
        }
    }
}
