using OtEdge.Core.Findings;
using OtEdge.Journal;
using OtEdge.Testing.Journal;
using OtEdge.Tests.Journal;
using Xunit;

namespace OtEdge.Tests.Evidence;

public sealed class TriageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_last_word_on_a_finding_counts_and_what_nobody_spoke_of_is_counted(bool onDisk)
    {
        using var directory = new JournalDirectory();
        using IJournal journal = onDisk ? directory.Open() : new InMemoryJournal();
        journal.Record(
        [
            JournalSamples.Finding(1) with { Verdict = VerdictWord.WouldBeRefused },
            JournalSamples.Finding(2) with { Verdict = VerdictWord.WouldBeRefused },
            JournalSamples.Finding(3) with { Verdict = VerdictWord.Refused },
        ]);
        Assert.True(journal.Flush(Patience));
        Assert.Equal(2, journal.Untriaged());

        var first = new Triage(JournalSamples.Finding(1).Id, TriageDecision.Allow, "ann", JournalSamples.Start, null);
        Triage last = first with { Decision = TriageDecision.Meant, By = "bob", At = JournalSamples.Start.AddMinutes(1), Note = "nobody writes there" };
        journal.Keep(first);
        journal.Keep(last);

        Assert.Equal(last, Assert.Single(journal.Triages()));
        Assert.Equal(1, journal.Untriaged());
    }

    [Fact]
    public void What_was_said_survives_a_restart()
    {
        using var directory = new JournalDirectory();
        var triage = new Triage("f-1", TriageDecision.Meant, "ann", JournalSamples.Start.AddTicks(7), "„so gewollt“");
        using (SqliteJournal journal = directory.Open())
        {
            journal.Keep(triage);
        }

        using SqliteJournal again = directory.Open();
        Assert.Equal(triage, Assert.Single(again.Triages()));
    }
}
