using System.Text.Json;
using Microsoft.Data.Sqlite;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;

namespace OtEdge.Journal.Flows;

/// <summary>Flows as they last stood.</summary>
internal static class FlowRows
{
    private const string Columns =
        "id, conduit, client, client_asset, class, function, sub, unit, space, file, address, count, value_band, value_min, "
        + "value_max, samples, is_sweep, times, would_be_refused, refused, first_seen, last_seen, hours, verdict, reason, rule, node";

    private const int ColumnCount = 27;

    private const string Put = $"""
        INSERT INTO flow ({Columns})
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17, @18, @19, @20, @21, @22, @23, @24, @25, @26)
        ON CONFLICT (id) DO UPDATE SET
            client_asset = excluded.client_asset, value_min = excluded.value_min, value_max = excluded.value_max,
            samples = excluded.samples, times = excluded.times, would_be_refused = excluded.would_be_refused,
            refused = excluded.refused, first_seen = excluded.first_seen, last_seen = excluded.last_seen, hours = excluded.hours,
            verdict = excluded.verdict, reason = excluded.reason, rule = excluded.rule
        """;

    /// <summary>Writes flows as they now stand.</summary>
    public static void PutAll(SqliteConnection connection, IEnumerable<Flow> flows)
    {
        using SqliteCommand put = Sql.Command(connection, Put, new object?[ColumnCount]);
        foreach (Flow flow in flows)
        {
            Fill(put.Parameters, flow);
            put.ExecuteNonQuery();
        }
    }

    /// <summary>The row number of a flow; null when there is none.</summary>
    public static long? Number(SqliteConnection connection, string id)
    {
        using SqliteCommand find = Sql.Command(connection, "SELECT no FROM flow WHERE id = @0", id);
        return find.ExecuteScalar() as long?;
    }

    /// <summary>A flow; null when there is none.</summary>
    public static Flow? Find(SqliteConnection connection, string id) =>
        Sql.Rows(connection, Read, $"SELECT {Columns} FROM flow WHERE id = @0", id).FirstOrDefault();

    /// <summary>The first few flows whose ids begin with a text.</summary>
    public static List<Flow> Beginning(SqliteConnection connection, string id) => Sql.Rows(
        connection, Read, $"SELECT {Columns} FROM flow WHERE substr(id, 1, length(@0)) = @0 AND @0 <> '' ORDER BY id LIMIT 5", id);

    /// <summary>Flows in the order of the query.</summary>
    public static List<Flow> List(SqliteConnection connection, FlowQuery query) => Sql.Rows(
        connection,
        Read,
        $"""
        SELECT {Columns} FROM flow WHERE true
        {(query.Conduit is null ? "" : "AND conduit = @0")}
        {(query.Client is null ? "" : query.Client == FlowQuery.Undeclared ? "AND client_asset IS NULL" : "AND (client = @1 OR client_asset = @1)")}
        {(query.Class is null ? "" : "AND class = @2")}
        {(query.Since is null ? "" : "AND last_seen >= @3")}
        {(query.FirstSeenSince is null ? "" : "AND first_seen >= @4")}
        ORDER BY {OrderOf(query.Order)} LIMIT @5
        """,
        query.Conduit,
        query.Client,
        query.Class?.ToString(),
        query.Since?.UtcTicks,
        query.FirstSeenSince?.UtcTicks,
        query.CountMax);

    /// <summary>Gives the flows of a conduit to another; one that it has already keeps its former id.</summary>
    public static void Rename(SqliteConnection connection, string from, string to, Func<Flow, string> idOf)
    {
        foreach (Flow flow in Sql.Rows(connection, Read, $"SELECT {Columns} FROM flow WHERE conduit = @0", from))
        {
            string id = idOf(flow);
            Sql.Run(
                connection,
                "UPDATE flow SET conduit = @1, id = @2 WHERE id = @0",
                flow.Id,
                to,
                Number(connection, id) is null ? id : flow.Id);
        }
    }

    /// <summary>Flows put together by conduit, client and class.</summary>
    public static List<FlowLink> Links(SqliteConnection connection) => Sql.Rows(
        connection,
        row => new FlowLink
        {
            Conduit = row.GetString(0),
            Client = row.GetString(1),
            ClientAsset = row.IsDBNull(2) ? null : row.GetString(2),
            Class = Word<OperationClass>(row.GetString(3)),
            Flows = row.GetInt32(4),
            Times = row.GetInt64(5),
            WouldBeRefused = row.GetInt64(6),
            Refused = row.GetInt64(7),
            FirstSeen = Instant(row, 8),
            LastSeen = Instant(row, 9),
        },
        // With max(), SQLite takes the bare column from the row that has the maximum: the asset by which it is known now.
        """
        SELECT conduit, client, client_asset, class, count(*), sum(times), sum(would_be_refused), sum(refused),
               min(first_seen), max(last_seen)
        FROM flow GROUP BY conduit, client, class ORDER BY conduit, client, class
        """);

    /// <summary>Removes flows last seen before a moment, and what there is too many of, the one not seen for longest first.</summary>
    /// <returns>True when any was removed.</returns>
    public static bool Trim(SqliteConnection connection, DateTimeOffset before, int countMax, int atOnceMax)
    {
        int excess = Sql.Number(connection, "SELECT count(*) FROM flow") - countMax;
        int aged = Sql.Number(connection, "SELECT count(*) FROM flow WHERE last_seen < @0", before.UtcTicks);
        int count = Math.Min(atOnceMax, Math.Max(excess, aged));
        return count > 0 && Sql.Run(
            connection, "DELETE FROM flow WHERE no IN (SELECT no FROM flow ORDER BY last_seen, no LIMIT @0)", count) > 0;
    }

    private static string OrderOf(FlowOrder order) => order switch
    {
        FlowOrder.FirstSeen => "first_seen DESC, no DESC",
        FlowOrder.Times => "times DESC, no",
        FlowOrder.Client => "client, conduit, function, unit, address, count, no",
        _ => "last_seen DESC, no DESC",
    };

    private static void Fill(SqliteParameterCollection parameters, Flow flow)
    {
        int next = 0;
        void Add(object? value) => parameters[next++].Value = value ?? DBNull.Value;

        Add(flow.Id);
        Add(flow.Conduit);
        Add(flow.Client);
        Add(flow.ClientAsset);
        Add(flow.Class.ToString());
        Add((int)flow.Function.Code);
        Add(flow.Function.Sub);
        Add((int)flow.Unit);
        Add(flow.Space.ToString());
        Add(flow.File);
        Add(flow.Address);
        Add(flow.Count);
        Add(flow.ValueBand);
        Add(flow.ValueMin);
        Add(flow.ValueMax);
        Add(JsonSerializer.Serialize([.. flow.Samples], JournalJson.Default.StringArray));
        Add(flow.IsSweep);
        Add(flow.Times);
        Add(flow.WouldBeRefused);
        Add(flow.Refused);
        Add(flow.FirstSeen.UtcTicks);
        Add(flow.LastSeen.UtcTicks);
        Add(HourCode.Write(flow.HoursOfWeek));
        Add(flow.LastVerdict.ToString());
        Add(flow.LastReason.ToString());
        Add(flow.LastRule);
        Add(flow.Node is null ? null : JsonSerializer.Serialize(flow.Node, JournalJson.Default.NodeFact));
    }

    private static Flow Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Conduit = row.GetString(1),
        Client = row.GetString(2),
        ClientAsset = row.IsDBNull(3) ? null : row.GetString(3),
        Class = Word<OperationClass>(row.GetString(4)),
        Function = new FunctionId((byte)row.GetInt32(5), row.GetInt32(6)),
        Unit = (byte)row.GetInt32(7),
        Space = Word<RegisterSpace>(row.GetString(8)),
        File = row.GetInt32(9),
        Address = row.GetInt32(10),
        Count = row.GetInt32(11),
        ValueBand = row.GetString(12),
        ValueMin = row.IsDBNull(13) ? null : row.GetDouble(13),
        ValueMax = row.IsDBNull(14) ? null : row.GetDouble(14),
        Samples = JsonSerializer.Deserialize(row.GetString(15), JournalJson.Default.StringArray)!,
        IsSweep = row.GetBoolean(16),
        Times = row.GetInt64(17),
        WouldBeRefused = row.GetInt64(18),
        Refused = row.GetInt64(19),
        FirstSeen = Instant(row, 20),
        LastSeen = Instant(row, 21),
        HoursOfWeek = HourCode.Read(row.GetFieldValue<byte[]>(22)),
        LastVerdict = Word<VerdictWord>(row.GetString(23)),
        LastReason = Word<DecisionReason>(row.GetString(24)),
        LastRule = row.IsDBNull(25) ? null : row.GetString(25),
        Node = row.IsDBNull(26) ? null : JsonSerializer.Deserialize(row.GetString(26), JournalJson.Default.NodeFact),
    };

    private static DateTimeOffset Instant(SqliteDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    private static T Word<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse(text, out T word) ? word : throw new FormatException($"'{text}' is no {typeof(T).Name}");
}
