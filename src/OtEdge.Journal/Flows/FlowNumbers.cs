using Microsoft.Data.Sqlite;

namespace OtEdge.Journal.Flows;

/// <summary>Row numbers of flows, kept at hand; one thread at a time.</summary>
internal sealed class FlowNumbers
{
    private const int CountMax = 200_000;

    private readonly Dictionary<string, long> numbers = [];

    /// <summary>The number of a flow; null when it has no row.</summary>
    public long? Of(SqliteConnection connection, string id)
    {
        if (numbers.TryGetValue(id, out long known))
        {
            return known;
        }

        if (FlowRows.Number(connection, id) is not { } number)
        {
            return null;
        }

        if (numbers.Count >= CountMax)
        {
            numbers.Clear();
        }

        numbers.Add(id, number);
        return number;
    }

    /// <summary>Forgets all, because rows were removed or a transaction was not committed.</summary>
    public void Forget() => numbers.Clear();
}
