using Microsoft.Data.Sqlite;

namespace OtEdge.Journal;

/// <summary>Gives out ids of changes, each once, over restarts too.</summary>
/// <param name="last">Number of the last one.</param>
/// <param name="write">Runs work in one transaction of the journal.</param>
internal sealed class ChangeIds(int last, Action<string, Action<SqliteConnection>> write)
{
    private readonly Lock gate = new();
    private int last = last;

    /// <summary>The next one. While the disk fails an id is given out all the same: going back must not need a disk.</summary>
    public string Next()
    {
        lock (gate)
        {
            int number = ++last;
            try
            {
                write("A change id was not noted", connection => ChangeTable.SetLastNumber(connection, number));
            }
            catch (IOException)
            {
                // The journal's fault tells; the number is noted with the next one.
            }

            return ChangeTable.IdOf(number);
        }
    }
}
