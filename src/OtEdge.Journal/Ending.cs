using Microsoft.Data.Sqlite;

namespace OtEdge.Journal;

/// <summary>Whether the last process ended in order; a kill or a power loss leaves it at no.</summary>
internal static class Ending
{
    /// <summary>True when it did; from here on it is at no. What cannot be taken back now would be believed at the next start, too, so it is no then.</summary>
    public static bool Take(ReadConnection reader, WriteConnection writer)
    {
        try
        {
            bool wasInOrder = reader.Run(WasInOrder);
            writer.Run("The start was not noted", static connection => Set(connection, inOrder: false));
            return wasInOrder;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Notes it.</summary>
    public static void Set(SqliteConnection connection, bool inOrder) => Sql.Run(
        connection,
        "INSERT INTO counter (name, value) VALUES ('ended_in_order', @0) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        inOrder ? 1 : 0);

    private static bool WasInOrder(SqliteConnection connection) =>
        Sql.Number(connection, "SELECT coalesce((SELECT value FROM counter WHERE name = 'ended_in_order'), 0)") == 1;
}
