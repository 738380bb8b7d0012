using Microsoft.Data.Sqlite;
using OtEdge.Core.Auditing;
using OtEdge.Core.Findings;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;
using OtEdge.Journal;
using OtEdge.Journal.Auditing;
using OtEdge.Tests.Journal;
using Xunit;

namespace OtEdge.Tests.Auditing;

/// <summary>The audit is one with the journal: an entry and what it tells of are there together or not at all.</summary>
public sealed class SqliteAuditTests : IDisposable
{
    private readonly JournalDirectory directory = new();
    private Action<SqliteConnection>? disk;

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Every_step_of_a_change_is_in_the_chain_without_anybody_asking()
    {
        using SqliteJournal journal = Open();
        journal.Adopt(JournalSamples.Conduit());
        journal.Commit(JournalSamples.Change("c-0001"));
        journal.Commit(JournalSamples.Change("c-0001", state: ChangeState.Trial));
        journal.Commit(
            JournalSamples.Change("c-0001", state: ChangeState.Confirmed),
            JournalSamples.Conduit(epoch: 1, mode: ConduitMode.Enforce),
            AuditNote.Of(JournalSamples.Change("c-0001", state: ChangeState.Confirmed)) with { By = "bernd" });

        IReadOnlyList<AuditEntry> told = journal.Audit.Entries(new AuditQuery(AuditKind.Change, "filling", "c-0001"));
        Assert.Equal(["draft anna", "trial anna", "confirmed bernd"], told.Select(entry => $"{entry.Note.Action} {entry.Note.By}"));
    }

    [Fact]
    public void A_word_on_a_finding_is_in_the_chain()
    {
        using SqliteJournal journal = Open();
        journal.Keep(new Triage("f-1", TriageDecision.Allow, "anna", JournalSamples.Start, "cleaning"));
        Assert.Equal("f-1 is legitimate and to be allowed: cleaning", Assert.Single(journal.Audit.Entries(new AuditQuery(AuditKind.Triage))).Note.Text);
    }

    [Fact]
    public void What_the_disk_refuses_leaves_neither_the_change_nor_its_entry()
    {
        using SqliteJournal journal = Open();
        journal.Adopt(JournalSamples.Conduit());
        int before = journal.Audit.Lines(1, 100).Count;
        Assert.Throws<ArgumentException>(() => journal.Commit(JournalSamples.Change("c-0001"), JournalSamples.Conduit("nobody", 1)));
        disk = _ => throw new SqliteException("disk I/O error", 10, 1034);
        Assert.Throws<IOException>(() => journal.Commit(JournalSamples.Change("c-0002")));
        Assert.Throws<IOException>(() => journal.Audit.Append(AuditNote.Of(JournalSamples.Change("c-0003"))));
        disk = null;

        Assert.Equal(before, journal.Audit.Lines(1, 100).Count);
        Assert.Empty(journal.Changes());
        journal.Commit(JournalSamples.Change("c-0004"));
        Assert.Empty(Prove(journal).Faults);
    }

    [Fact]
    public void The_chain_and_its_key_go_on_over_a_restart()
    {
        string key;
        using (SqliteJournal journal = Open())
        {
            journal.Commit(JournalSamples.Change("c-0001"));
            Assert.NotNull(journal.Audit.Sign());
            key = journal.Audit.PublicKey!;
        }

        using SqliteJournal again = Open();
        again.Commit(JournalSamples.Change("c-0002"));
        AuditCheckpoint signed = again.Audit.Sign()!;
        Assert.Equal(key, again.Audit.PublicKey);
        Assert.Equal(signed, again.Audit.Sign());
        AuditProof proof = Prove(again);
        Assert.Empty(proof.Faults);
        Assert.Equal(3, proof.Signed);
    }

    [Fact]
    public void A_new_key_is_told_in_the_chain_and_a_bad_one_is_a_fault_that_says_what_to_do()
    {
        string file = Path.Combine(directory.Path, "audit.key");
        using (SqliteJournal journal = Open())
        {
            journal.Audit.Sign();
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        File.Delete(file);
        using (SqliteJournal journal = Open())
        {
            journal.Audit.Sign();
            Assert.Equal(2, journal.Audit.Entries(new AuditQuery(AuditKind.Audit)).Count);
            Assert.Contains("is not trusted", Assert.Single(Prove(journal).Faults));
        }

        File.WriteAllText(file, "no key");
        using SqliteJournal broken = Open();
        Assert.Contains("restore it from a backup", broken.Audit.Fault);
        Assert.Null(broken.Audit.Sign());
        broken.Commit(JournalSamples.Change("c-0001"));
    }

    [Theory]
    [InlineData("""{"sequence":1}""")]
    [InlineData("""[]""")]
    [InlineData("""{""")]
    [InlineData("""{"sequence":1,"previous":"","at":"2026-03-01T06:00:00.0000000Z","kind":"nothing","action":"a","by":"b","text":"c"}""")]
    [InlineData("""{"sequence":1,"previous":"","at":"2026-03-01","kind":"change","action":"a","by":"b","text":"c"}""")]
    [InlineData("""{"sequence": 1,"previous":"","at":"2026-03-01T06:00:00.0000000Z","kind":"change","action":"a","by":"b","text":"c"}""")]
    [InlineData("""{"sequence":1,"previous":"","at":"2026-03-01T06:00:00.0000000Z","kind":"change","action":"a","by":"b","text":"c","more":1}""")]
    public void What_is_not_the_one_text_of_an_entry_is_none(string line) =>
        Assert.Throws<FormatException>(() => AuditEntry.Read(line));

    private static AuditProof Prove(SqliteJournal journal) => AuditProof.Of(
        journal.Audit.Lines(1, int.MaxValue), journal.Audit.Checkpoints(), [journal.Audit.PublicKey!], isWhole: true);

    private SqliteJournal Open() => directory.Open(new JournalOptions
    {
        RetryDelay = TimeSpan.FromMilliseconds(10),
        BeforeWrite = connection => disk?.Invoke(connection),
    });
}
