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
            ObjectDisposedException.ThrowIf(isDisposed, typeof(SqliteJournal));
            try
            {
                connection ??= database.OpenReader();
                return query(connection);
            }
            catch (Exception exception) when (exception is SqliteException or JsonException or FormatException)
            {
                connection?.Dispose();
                connection = null;
                throw new IOException($"The journal cannot be read: {DiskTrouble.Describe(database.File, exception)}.", exception);
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
        }
    }
}
