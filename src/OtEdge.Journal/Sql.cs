using Microsoft.Data.Sqlite;

namespace OtEdge.Journal;

/// <summary>The few shapes of a statement that the journal needs.</summary>
internal static class Sql
{
    /// <summary>A statement with its parameters, <c>@0</c> being the first; null is NULL.</summary>
    public static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // every text is a constant of this project; what users give is a parameter
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"@{i}", values[i] ?? DBNull.Value);
        }

        return command;
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>Rows that it changed.</returns>
    public static int Run(SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row as a whole number; 0 when there is no row.</summary>
    public static int Number(SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = Command(connection, sql, values);
        return Convert.ToInt32(command.ExecuteScalar() ?? 0);
    }

    /// <summary>Every row, made into a value.</summary>
    public static List<T> Rows<T>(
        SqliteConnection connection, Func<SqliteDataReader, T> read, string sql, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = Command(connection, sql, values);
        using SqliteDataReader reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
