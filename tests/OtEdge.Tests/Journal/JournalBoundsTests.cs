using OtEdge.Core.Findings;
using OtEdge.Core.Staging;
using OtEdge.Journal;
using Xunit;

namespace OtEdge.Tests.Journal;

public sealed class JournalBoundsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly JournalDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_conduit_keeps_the_findings_seen_last_and_counts_what_it_dropped()
    {
        using SqliteJournal journal = directory.Open(new JournalOptions { FindingsPerConduitMax = 10 });
        Record(journal, [.. Enumerable.Range(0, 12).Select(number => At(number, "a", number)), At(0, "b", 0)]);
        Record(journal, [At(3, "a", 100)]);
        Record(journal, [At(12, "a", 101), At(13, "a", 102)]);

        Assert.Equal(
            [13, 12, 3, 11, 10, 9, 8, 7, 6, 5],
            journal.Findings(new FindingQuery("a")).Select(finding => finding.Address!.Value));
        Assert.Equal((4, 0, 0), (journal.FindingsDropped("a"), journal.FindingsDropped("b"), journal.FindingsDropped("c")));
        Assert.Single(journal.Findings(new FindingQuery("b")));
    }

    [Fact]
    public void Findings_go_when_they_were_not_seen_for_long_and_changes_and_revisions_stay()
    {
        using SqliteJournal journal = directory.Open(new JournalOptions { FindingsKept = TimeSpan.FromDays(90) });
        journal.Commit(JournalSamples.Change("c-0001"));
        journal.Keep(new PolicyRevision("d", "n", "{}", JournalSamples.Start));
        Record(journal, [At(1, "a", 0), At(2, "a", 0)]);

        directory.Time.Advance(TimeSpan.FromDays(80));
        Record(journal, [JournalSamples.Finding(2, "a", directory.Time.GetUtcNow())]);
        directory.Time.Advance(TimeSpan.FromDays(11));
        Record(journal, [JournalSamples.Finding(3, "a", directory.Time.GetUtcNow())]);

        Assert.Equal([3, 2], journal.Findings(new FindingQuery()).Select(finding => finding.Address!.Value));
        Assert.NotNull(journal.Change("c-0001"));
        Assert.NotNull(journal.Revision("d"));
    }

    [Fact]
    public void A_clock_that_jumps_ten_years_and_back_within_the_hour_wipes_little()
    {
        using SqliteJournal journal = directory.Open(new JournalOptions { AgedOutPerHourMax = 5 });
        Record(journal, [.. Enumerable.Range(0, 100).Select(number => At(number, "a", number))]);
        directory.Time.Advance(TimeSpan.FromDays(3650));
        for (int i = 0; i < 20; i++)
        {
            Record(journal, [JournalSamples.Finding(200, "a", directory.Time.GetUtcNow())]);
        }

        Assert.Equal(96, journal.Findings(new FindingQuery(CountMax: 1000)).Count);
    }

    private static Finding At(int number, string conduit, int second) =>
        JournalSamples.Finding(number, conduit, JournalSamples.Start.AddSeconds(second));

    private static void Record(SqliteJournal journal, IReadOnlyList<Finding> findings)
    {
        journal.Record(findings);
        Assert.True(journal.Flush(Patience));
    }
}
