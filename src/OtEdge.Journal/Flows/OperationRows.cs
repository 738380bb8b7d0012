using Microsoft.Data.Sqlite;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;

namespace OtEdge.Journal.Flows;

/// <summary>Operations that are no reads, one by one, clustered by time.</summary>
internal sealed class OperationRows
{
    private const int PageRows = 2_000;
    private const int DataBytesMax = 256;

    private readonly Dictionary<string, long> policies = [];
    private long next;

    /// <summary>Adds operations. Verdict and reason are written as the numbers of their enumerations, which therefore stay.</summary>
    /// <returns>How many were skipped because their flow is not kept.</returns>
    public int Add(SqliteConnection connection, IReadOnlyList<RecordedOperation> operations, FlowNumbers numbers)
    {
        int skipped = 0;
        using SqliteCommand add = Sql.Command(
            connection, "INSERT INTO operation VALUES (@0, @1, @2, @3, @4, @5, @6, @7)", new object?[8]);
        foreach (RecordedOperation operation in operations)
        {
            if (numbers.Of(connection, operation.Flow) is not { } flow)
            {
                skipped++;
                continue;
            }

            add.Parameters[0].Value = operation.Utc.UtcTicks;
            add.Parameters[1].Value = Next(connection);
            add.Parameters[2].Value = flow;
            add.Parameters[3].Value = (int)operation.Verdict;
            add.Parameters[4].Value = (int)operation.Reason;
            add.Parameters[5].Value = operation.PolicyDigest is { } digest ? PolicyNumber(connection, digest) : DBNull.Value;
            add.Parameters[6].Value = operation.Times;
            add.Parameters[7].Value = operation.Data[..Math.Min(operation.Data.Length, DataBytesMax)].ToArray();
            add.ExecuteNonQuery();
        }

        return skipped;
    }

    /// <summary>Forgets what was read of the file, because a transaction was not committed.</summary>
    public void Forget()
    {
        policies.Clear();
        next = 0;
    }

    /// <summary>Operations of a conduit, oldest first, a page at a time.</summary>
    public static IEnumerable<RecordedOperation> Read(ReadConnection reader, string conduit, DateTimeOffset from, DateTimeOffset to)
    {
        (long At, long No) after = (from.UtcTicks, -1);
        List<((long At, long No) Place, RecordedOperation Operation)> page;
        do
        {
            page = reader.Run(connection => Page(connection, conduit, after, to));
            foreach (((long At, long No) place, RecordedOperation operation) in page)
            {
                after = place;
                yield return operation;
            }
        }
        while (page.Count == PageRows);
    }

    /// <summary>Removes operations of before a moment, the oldest first.</summary>
    /// <returns>How many operations they stood for, and the time of the last; null when none was removed.</returns>
    public static (long Times, DateTimeOffset Last)? RemoveBefore(SqliteConnection connection, DateTimeOffset before, int countMax)
    {
        List<(long Times, long Last)> found = Sql.Rows(
            connection,
            row => (row.GetInt64(0), row.GetInt64(1)),
            """
            SELECT coalesce(sum(times), 0), coalesce(max(at), 0)
            FROM (SELECT at, times FROM operation WHERE at < @0 ORDER BY at, no LIMIT @1)
            """,
            before.UtcTicks,
            countMax);
        if (found is not [{ Times: > 0 } gone])
        {
            return null;
        }

        Sql.Run(
            connection,
            "DELETE FROM operation WHERE (at, no) IN (SELECT at, no FROM operation WHERE at < @0 ORDER BY at, no LIMIT @1)",
            before.UtcTicks,
            countMax);
        return (gone.Times, new DateTimeOffset(gone.Last, TimeSpan.Zero));
    }

    /// <summary>Time of the oldest operation; null when there is none.</summary>
    public static DateTimeOffset? Oldest(SqliteConnection connection)
    {
        using SqliteCommand oldest = Sql.Command(connection, "SELECT min(at) FROM operation");
        return oldest.ExecuteScalar() is long at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    private static List<((long At, long No) Place, RecordedOperation Operation)> Page(
        SqliteConnection connection, string conduit, (long At, long No) after, DateTimeOffset to) => Sql.Rows(
        connection,
        row => (
            (row.GetInt64(0), row.GetInt64(1)),
            new RecordedOperation
            {
                Utc = new DateTimeOffset(row.GetInt64(0), TimeSpan.Zero),
                Flow = row.GetString(2),
                Data = row.GetFieldValue<byte[]>(3),
                Verdict = (VerdictWord)row.GetInt32(4),
                Reason = (DecisionReason)row.GetInt32(5),
                PolicyDigest = row.IsDBNull(6) ? null : row.GetString(6),
                Times = row.GetInt32(7),
            }),
        """
        SELECT o.at, o.no, f.id, o.data, o.verdict, o.reason, p.digest, o.times
        FROM operation o JOIN flow f ON f.no = o.flow LEFT JOIN policy p ON p.no = o.policy
        WHERE (o.at, o.no) > (@1, @2) AND o.at <= @3 AND f.conduit = @0 ORDER BY o.at, o.no LIMIT @4
        """,
        conduit,
        after.At,
        after.No,
        to.UtcTicks,
        PageRows);

    private long Next(SqliteConnection connection)
    {
        if (next == 0)
        {
            // Numbers only tell equal moments apart, so those of the newest moment are enough.
            using SqliteCommand last = Sql.Command(connection, "SELECT no FROM operation ORDER BY at DESC, no DESC LIMIT 1");
            next = (last.ExecuteScalar() as long? ?? 0) + 1;
        }

        return next++;
    }

    private long PolicyNumber(SqliteConnection connection, string digest)
    {
        if (!policies.TryGetValue(digest, out long number))
        {
            Sql.Run(connection, "INSERT INTO policy (digest) VALUES (@0) ON CONFLICT DO NOTHING", digest);
            number = Sql.Number(connection, "SELECT no FROM policy WHERE digest = @0", digest);
            policies[digest] = number;
        }

        return number;
    }
}
