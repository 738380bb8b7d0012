using System.Diagnostics;
using Microsoft.Data.Sqlite;
using OtEdge.Core.Findings;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;
using OtEdge.Journal;
using Xunit;

namespace OtEdge.Tests.Journal;

/// <summary>A disk that fails: traffic must not notice, people must, and it must mend by itself.</summary>
public sealed class JournalFaultTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly JournalDirectory directory = new();
    private readonly SqliteJournal journal;
    private volatile Action<SqliteConnection>? disk;

    public JournalFaultTests()
    {
        journal = directory.Open(new JournalOptions
        {
            QueuedFindingsMax = 1000,
            RetryDelay = TimeSpan.FromMilliseconds(10),
            RetryDelayMax = TimeSpan.FromMilliseconds(40),
            BeforeWrite = connection => disk?.Invoke(connection),
        });
        journal.Adopt(JournalSamples.Conduit());
    }

    public void Dispose()
    {
        journal.Dispose();
        directory.Dispose();
    }

    [Fact]
    public void A_full_disk_is_told_and_recording_resumes_when_there_is_room()
    {
        disk = connection => Execute(connection, "PRAGMA max_page_count = 1");
        journal.Record([.. Enumerable.Range(0, 400).Select(number => JournalSamples.Finding(number))]);
        Assert.False(journal.Flush(Patience));
        Assert.Equal(
            $"The journal is not written: the disk of {directory.Database} is full: free some space there.", journal.Fault);
        Assert.Empty(journal.Findings(new FindingQuery()));

        disk = null;
        Assert.True(SpinWait.SpinUntil(() => journal.Fault is null, Patience));
        Assert.Equal(400, journal.Findings(new FindingQuery(CountMax: 1000)).Count);
        Assert.Equal(0, journal.Shed);
    }

    [Fact]
    public void A_failing_disk_refuses_what_must_be_durable_and_leaves_no_half_of_it()
    {
        disk = _ => throw new SqliteException("disk I/O error", 10, 1034);

        string message = Assert.Throws<IOException>(() => journal.Commit(
            JournalSamples.Change("c-0001"), JournalSamples.Conduit(epoch: 1, mode: ConduitMode.Enforce))).Message;
        Assert.Equal(
            $"Change c-0001 was not written: the disk of {directory.Database} fails (SQLite 1034): check the disk and its free space.",
            message);
        Assert.Throws<IOException>(() => journal.Adopt(JournalSamples.Conduit("other")));
        Assert.Throws<IOException>(() => journal.Keep(new PolicyRevision("d", "n", "{}", JournalSamples.Start)));
        Assert.NotNull(journal.Fault);
        Assert.Null(journal.Change("c-0001"));
        Assert.Equal(0, Assert.Single(journal.Conduits()).Epoch);
    }

    [Fact]
    public void A_fault_ends_by_itself_although_nothing_waits_to_be_written()
    {
        disk = _ => throw new SqliteException("unable to open database file", 14);
        Assert.Throws<IOException>(() => journal.Commit(JournalSamples.Change("c-0001")));
        disk = null;
        Assert.True(SpinWait.SpinUntil(() => journal.Fault is null, Patience));
    }

    [Fact]
    public void Commits_that_fail_on_the_way_to_the_disk_are_not_there()
    {
        for (int i = 0; i < 50; i++)
        {
            string reason = new('x', 100 * i);
            disk = connection => Execute(connection, "PRAGMA max_page_count = 1");
            Assert.Throws<IOException>(() => journal.Commit(
                JournalSamples.Change($"c-{i}") with { Reason = new string('x', 10_000) + reason },
                JournalSamples.Conduit(epoch: i + 1)));
            Assert.Equal(0, Assert.Single(journal.Conduits()).Epoch);
            Assert.Null(journal.Change($"c-{i}"));
        }
    }

    [Fact]
    public void Ids_are_given_out_while_the_disk_fails_and_stay_unique()
    {
        string before = journal.NextChangeId();
        disk = _ => throw new SqliteException("disk I/O error", 10);
        string during = journal.NextChangeId();
        disk = null;
        string after = journal.NextChangeId();
        Assert.Equal(["c-0001", "c-0002", "c-0003"], [before, during, after]);
    }

    [Fact]
    public void What_the_queue_cannot_hold_is_shed_and_counted_and_the_rest_is_kept()
    {
        disk = _ => throw new SqliteException("disk I/O error", 10);
        journal.Record([.. Enumerable.Range(0, 1500).Select(number => JournalSamples.Finding(number, times: 2))]);
        journal.Record([.. Enumerable.Range(0, 1000).Select(number => JournalSamples.Finding(number))]);
        Assert.False(journal.Flush(Patience));

        disk = null;
        Assert.True(journal.Flush(Patience));
        IReadOnlyList<Finding> kept = journal.Findings(new FindingQuery(CountMax: 10_000));
        Assert.Equal(1000, kept.Count);
        Assert.True(journal.Shed >= 1000, $"{journal.Shed} shed");
        Assert.Equal((1500 * 2) + 1000, kept.Sum(finding => finding.Times) + journal.Shed);
    }

    [Fact]
    public void Recording_never_waits_for_a_disk_that_hangs()
    {
        using ManualResetEventSlim hung = new();
        using ManualResetEventSlim release = new();
        disk = _ =>
        {
            hung.Set();
            release.Wait();
        };
        journal.Record([JournalSamples.Finding(0)]);
        Assert.True(hung.Wait(Patience));

        long start = Stopwatch.GetTimestamp();
        for (int number = 0; number < 3000; number++)
        {
            journal.Record([JournalSamples.Finding(number)]);
        }

        TimeSpan took = Stopwatch.GetElapsedTime(start);
        bool isFlushed = journal.Flush(TimeSpan.FromMilliseconds(50));
        release.Set();
        disk = null;

        Assert.False(isFlushed);
        Assert.True(took < TimeSpan.FromSeconds(2), $"3,000 calls took {took}");
        Assert.True(journal.Shed >= 2000, $"{journal.Shed} shed");
        Assert.True(journal.Flush(Patience));
        Assert.Equal(3001 - journal.Shed, journal.Findings(new FindingQuery(CountMax: 10_000)).Sum(finding => finding.Times));
    }

    [Fact]
    public void A_finding_that_cannot_be_written_does_not_stand_in_the_way_of_others()
    {
        journal.Record([JournalSamples.Finding(1) with { Text = null! }]);
        Assert.True(SpinWait.SpinUntil(() => journal.Shed == 1, Patience));
        Assert.Null(journal.Fault);

        journal.Record([JournalSamples.Finding(2)]);
        Assert.True(journal.Flush(Patience));
        Assert.Single(journal.Findings(new FindingQuery()));
    }

    [Fact]
    public void A_journal_that_is_closed_while_the_disk_fails_ends_in_time_and_is_whole_afterwards()
    {
        journal.Commit(JournalSamples.Change("c-0001"));
        disk = _ => throw new SqliteException("disk I/O error", 10);
        journal.Record([JournalSamples.Finding(1)]);
        journal.Dispose();
        journal.Record([JournalSamples.Finding(2)]);
        Assert.Throws<ObjectDisposedException>(() => journal.Change("c-0001"));
        Assert.Throws<ObjectDisposedException>(() => journal.Commit(JournalSamples.Change("c-0002")));
        Assert.False(journal.Flush(Patience));

        using SqliteJournal again = directory.Open();
        Assert.NotNull(again.Change("c-0001"));
        Assert.Empty(again.Findings(new FindingQuery()));
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this test
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
