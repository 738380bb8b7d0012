using Microsoft.Data.Sqlite;
using OtEdge.Core.Findings;

namespace OtEdge.Journal;

/// <summary>What people have said of findings; rows are only ever added.</summary>
internal static class TriageTable
{
    /// <summary>Adds what was said.</summary>
    public static void Add(SqliteConnection connection, Triage triage) => Sql.Run(
        connection,
        "INSERT INTO triage (finding, decision, said_by, said_at, note) VALUES (@0, @1, @2, @3, @4)",
        triage.Finding,
        triage.Decision.ToString(),
        triage.By,
        triage.At.UtcTicks,
        triage.Note);

    /// <summary>The last word on each finding.</summary>
    public static List<Triage> Last(SqliteConnection connection) => Sql.Rows(
        connection,
        row => new Triage(
            row.GetString(0),
            Enum.Parse<TriageDecision>(row.GetString(1)),
            row.GetString(2),
            new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero),
            row.IsDBNull(4) ? null : row.GetString(4)),
        "SELECT finding, decision, said_by, said_at, note FROM triage WHERE seq IN (SELECT max(seq) FROM triage GROUP BY finding) ORDER BY seq");

    /// <summary>How many findings would be refused and nobody has said anything of them.</summary>
    public static int Untriaged(SqliteConnection connection) => Sql.Number(
        connection,
        "SELECT count(*) FROM finding WHERE verdict = @0 AND NOT EXISTS (SELECT 1 FROM triage WHERE triage.finding = finding.id)",
        VerdictWord.WouldBeRefused.ToString());
}
