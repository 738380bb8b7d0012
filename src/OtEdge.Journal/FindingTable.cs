using System.Text.Json;
using Microsoft.Data.Sqlite;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Journal;

/// <summary>Folded findings, bounded by number for each conduit and by age.</summary>
internal static class FindingTable
{
    private const string Columns =
        "id, key, conduit, kind, verdict, reason, client, client_asset, class, function, unit, space, file, address, count, "
        + "value, rule, rule_at, policy_digest, text, first_seen, last_seen, times, node";

    // As Finding.FoldedWith does it: every expression on the right sees the row as it was before.
    private const string Fold = $"""
        INSERT INTO finding ({Columns})
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17, @18, @19, @20, @21, @22, @23)
        ON CONFLICT (key) DO UPDATE SET
            client_asset = iif(excluded.last_seen >= last_seen, excluded.client_asset, client_asset),
            value = iif(excluded.last_seen >= last_seen, excluded.value, value),
            rule_at = iif(excluded.last_seen >= last_seen, excluded.rule_at, rule_at),
            policy_digest = iif(excluded.last_seen >= last_seen, excluded.policy_digest, policy_digest),
            text = iif(excluded.last_seen >= last_seen, excluded.text, text),
            first_seen = min(first_seen, excluded.first_seen),
            last_seen = max(last_seen, excluded.last_seen),
            times = times + excluded.times
        """;

    /// <summary>Folds findings in, then drops what a conduit has too many of, the one not seen for longest first.</summary>
    public static void Take(SqliteConnection connection, IReadOnlyCollection<Finding> findings, int perConduitMax)
    {
        object?[] values = new object?[24];
        using SqliteCommand fold = Sql.Command(connection, Fold, values);
        fold.Prepare();
        HashSet<string> conduits = [];
        foreach (Finding finding in findings)
        {
            Fill(fold.Parameters, finding);
            fold.ExecuteNonQuery();
            conduits.Add(finding.Conduit);
        }

        foreach (string conduit in conduits)
        {
            Trim(connection, conduit, perConduitMax);
        }
    }

    /// <summary>Removes findings last seen before <paramref name="before"/>, the oldest first.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="before">Oldest instant that is kept.</param>
    /// <param name="countMax">At most so many.</param>
    public static void RemoveAged(SqliteConnection connection, DateTimeOffset before, int countMax) => Sql.Run(
        connection,
        "DELETE FROM finding WHERE seq IN (SELECT seq FROM finding WHERE last_seen < @0 ORDER BY last_seen LIMIT @1)",
        before.UtcTicks,
        countMax);

    /// <summary>How many distinct findings of a conduit were dropped because it had too many.</summary>
    public static int Dropped(SqliteConnection connection, string conduit) =>
        Sql.Number(connection, "SELECT findings FROM dropped WHERE conduit = @0", conduit);

    public static Finding? Find(SqliteConnection connection, string id) => Sql.Rows(
        connection,
        Read,
        $"SELECT {Columns} FROM finding WHERE id = @0 ORDER BY last_seen DESC, seq DESC LIMIT 1",
        id).FirstOrDefault();

    /// <summary>Last seen first.</summary>
    public static List<Finding> List(SqliteConnection connection, FindingQuery query) => Sql.Rows(
        connection,
        Read,
        $"""
        SELECT {Columns} FROM finding WHERE true
        {(query.Conduit is null ? "" : "AND conduit = @0")}
        {(query.Kind is null ? "" : "AND kind = @1")}
        {(query.Verdict is null ? "" : "AND verdict = @2")}
        {(query.Since is null ? "" : "AND last_seen >= @3")}
        ORDER BY last_seen DESC, seq DESC LIMIT @4
        """,
        query.Conduit,
        query.Kind?.ToString(),
        query.Verdict?.ToString(),
        query.Since?.UtcTicks,
        query.CountMax);

    /// <summary>Carries the findings of a conduit over to its new name; their keys stay.</summary>
    public static void Rename(SqliteConnection connection, string from, string to, int perConduitMax)
    {
        Sql.Run(connection, "UPDATE finding SET conduit = @1 WHERE conduit = @0", from, to);
        int dropped = Dropped(connection, from);
        Sql.Run(connection, "DELETE FROM dropped WHERE conduit = @0", from);
        CountDropped(connection, to, dropped);
        Trim(connection, to, perConduitMax);
    }

    private static void Trim(SqliteConnection connection, string conduit, int countMax) => CountDropped(
        connection,
        conduit,
        Sql.Run(
            connection,
            """
            DELETE FROM finding WHERE seq IN
                (SELECT seq FROM finding WHERE conduit = @0 ORDER BY last_seen DESC, seq DESC LIMIT -1 OFFSET @1)
            """,
            conduit,
            countMax));

    private static void CountDropped(SqliteConnection connection, string conduit, int count)
    {
        if (count > 0)
        {
            Sql.Run(
                connection,
                "INSERT INTO dropped VALUES (@0, @1) ON CONFLICT (conduit) DO UPDATE SET findings = findings + excluded.findings",
                conduit,
                count);
        }
    }

    private static void Fill(SqliteParameterCollection parameters, Finding finding)
    {
        int next = 0;
        void Add(object? value) => parameters[next++].Value = value ?? DBNull.Value;

        Add(finding.Id);
        Add(finding.Key);
        Add(finding.Conduit);
        Add(finding.Kind.ToString());
        Add(finding.Verdict.ToString());
        Add(finding.Reason.ToString());
        Add(finding.Client);
        Add(finding.ClientAsset);
        Add(finding.Class?.ToString());
        Add(finding.Function);
        Add(finding.Unit);
        Add(finding.Space?.ToString());
        Add(finding.File);
        Add(finding.Address);
        Add(finding.Count);
        Add(finding.Value);
        Add(finding.Rule);
        Add(finding.RuleAt);
        Add(finding.PolicyDigest);
        Add(finding.Text);
        Add(finding.FirstSeen.UtcTicks);
        Add(finding.LastSeen.UtcTicks);
        Add(finding.Times);
        Add(finding.Node is null ? null : JsonSerializer.Serialize(finding.Node, JournalJson.Default.NodeFact));
    }

    private static Finding Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Key = row.GetString(1),
        Conduit = row.GetString(2),
        Kind = Word<FindingKind>(row.GetString(3)),
        Verdict = Word<VerdictWord>(row.GetString(4)),
        Reason = Word<DecisionReason>(row.GetString(5)),
        Client = Text(row, 6),
        ClientAsset = Text(row, 7),
        Class = Text(row, 8) is { } name ? Word<OperationClass>(name) : null,
        Function = Text(row, 9),
        Unit = Number(row, 10),
        Space = Text(row, 11) is { } space ? Word<RegisterSpace>(space) : null,
        File = Number(row, 12),
        Address = Number(row, 13),
        Count = Number(row, 14),
        Value = Text(row, 15),
        Node = Text(row, 23) is { } node ? JsonSerializer.Deserialize(node, JournalJson.Default.NodeFact) : null,
        Rule = Text(row, 16),
        RuleAt = Text(row, 17),
        PolicyDigest = Text(row, 18),
        Text = row.GetString(19),
        FirstSeen = new DateTimeOffset(row.GetInt64(20), TimeSpan.Zero),
        LastSeen = new DateTimeOffset(row.GetInt64(21), TimeSpan.Zero),
        Times = row.GetInt64(22),
    };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static int? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static T Word<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse(text, out T word) ? word : throw new FormatException($"'{text}' is no {typeof(T).Name}");
}
