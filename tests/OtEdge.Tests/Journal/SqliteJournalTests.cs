using OtEdge.Core.Findings;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.Journal;
using Xunit;

namespace OtEdge.Tests.Journal;

public sealed class SqliteJournalTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly JournalDirectory directory = new();
    private SqliteJournal journal;

    public SqliteJournalTests()
    {
        journal = directory.Open();
    }

    public void Dispose()
    {
        journal.Dispose();
        directory.Dispose();
    }

    [Fact]
    public void Everything_comes_back_as_it_was_written()
    {
        ConduitRecord conduit = JournalSamples.Conduit() with { Posture = JournalSamples.Posture };
        PolicyRevision revision = new("3b1f", "filling-modbus", """{"rules":[]}""", JournalSamples.Start.AddTicks(7));
        StagedChange change = JournalSamples.Change("c-0001", state: ChangeState.Trial);
        Finding finding = JournalSamples.Finding(1);
        TrafficTotals totals = new() { Requests = long.MaxValue, Replies = 2, Refused = 3, WouldBeRefused = 4, Exceptions = 5, BytesFromClients = 6, BytesFromDevices = 7, ConnectionsAccepted = 8, FindingsShed = 9 };

        journal.Adopt(conduit);
        journal.Keep(revision);
        journal.Commit(change);
        journal.Record([finding], new Dictionary<string, TrafficTotals> { ["filling"] = totals });
        Reopen();

        Assert.Equal(JournalSamples.Words(conduit with { Totals = totals }), JournalSamples.Words(Assert.Single(journal.Conduits())));
        Assert.Equal(revision, journal.Revision("3b1f"));
        Assert.Equal(JournalSamples.Words(change), JournalSamples.Words(journal.Change("c-0001")!));
        Assert.Equal(finding, Assert.Single(journal.Findings(new FindingQuery())));
        Assert.Equal(finding, journal.Finding(finding.Id));
    }

    [Fact]
    public void A_confirmed_change_moves_the_conduit_and_leaves_its_totals()
    {
        TrafficTotals totals = new() { Requests = 12 };
        journal.Adopt(JournalSamples.Conduit());
        journal.Record([], new Dictionary<string, TrafficTotals> { ["filling"] = totals });
        Assert.True(journal.Flush(Patience));

        journal.Commit(
            JournalSamples.Change("c-0001", state: ChangeState.Confirmed),
            JournalSamples.Conduit(epoch: 1, mode: ConduitMode.Monitor));

        ConduitRecord conduit = Assert.Single(journal.Conduits());
        Assert.Equal((1, ConduitMode.Monitor, totals), (conduit.Epoch, conduit.Posture.Mode, conduit.Totals));
    }

    [Fact]
    public void A_change_that_confirms_an_unknown_conduit_is_not_written_at_all()
    {
        Assert.Throws<ArgumentException>(() => journal.Commit(JournalSamples.Change("c-0001"), JournalSamples.Conduit("nowhere")));
        Assert.Null(journal.Change("c-0001"));
        Assert.Null(journal.Fault);
        journal.Commit(JournalSamples.Change("c-0002"));
    }

    [Fact]
    public void Adopting_a_known_conduit_leaves_it_as_it_is()
    {
        journal.Adopt(JournalSamples.Conduit(epoch: 3, mode: ConduitMode.Enforce));
        journal.Adopt(JournalSamples.Conduit());
        Assert.Equal(ConduitMode.Enforce, Assert.Single(journal.Conduits()).Posture.Mode);
    }

    [Fact]
    public void A_renamed_conduit_keeps_its_posture_changes_and_findings()
    {
        journal.Adopt(JournalSamples.Conduit("old", epoch: 3, mode: ConduitMode.Enforce));
        journal.Commit(JournalSamples.Change("c-0001", "old"));
        journal.Record([JournalSamples.Finding(1, "old")]);
        Assert.True(journal.Flush(Patience));

        journal.Adopt(journal.Conduits()[0] with { Conduit = "new" }, renamedFrom: "old");

        Assert.Equal(("new", 3, ConduitMode.Enforce), Assert.Single(journal.Conduits()) is { } conduit
            ? (conduit.Conduit, conduit.Epoch, conduit.Posture.Mode)
            : default);
        Assert.Equal("new", Assert.Single(journal.Changes("new")).Conduit);
        Assert.Equal("new", Assert.Single(journal.Findings(new FindingQuery("new"))).Conduit);
        Assert.Empty(journal.Changes("old"));
        Assert.Empty(journal.Findings(new FindingQuery("old")));
    }

    [Fact]
    public void A_known_revision_is_not_replaced()
    {
        PolicyRevision first = new("3b1f", "filling", "{}", JournalSamples.Start);
        journal.Keep(first);
        journal.Keep(first with { Name = "other" });
        Assert.Equal(first, journal.Revision("3b1f"));
        Assert.Null(journal.Revision("unknown"));
    }

    [Fact]
    public void Changes_are_listed_newest_first_and_keep_their_place_when_they_move_on()
    {
        journal.Commit(JournalSamples.Change("c-0001", "a"));
        journal.Commit(JournalSamples.Change("c-0002", "b"));
        journal.Commit(JournalSamples.Change("c-0003", "a"));
        journal.Commit(JournalSamples.Change("c-0001", "a", ChangeState.Withdrawn));

        Assert.Equal(["c-0003", "c-0002", "c-0001"], journal.Changes().Select(change => change.Id));
        Assert.Equal(["c-0003", "c-0001"], journal.Changes("a").Select(change => change.Id));
        Assert.Equal("c-0003", Assert.Single(journal.Changes(countMax: 1)).Id);
        Assert.Equal(ChangeState.Withdrawn, journal.Change("c-0001")!.State);
        Assert.Null(journal.Change("c-0009"));
    }

    [Fact]
    public void Change_ids_are_unique_over_threads_and_restarts()
    {
        HashSet<string> ids = [];
        for (int restart = 0; restart < 3; restart++)
        {
            string[] taken = new string[40];
            Parallel.For(0, taken.Length, i => taken[i] = journal.NextChangeId());
            Assert.All(taken, id => Assert.True(ids.Add(id), $"{id} was given out twice"));
            Reopen();
        }

        Assert.Contains("c-0001", ids);
        Assert.Contains("c-0120", ids);
    }

    [Fact]
    public void Equal_findings_are_folded_and_the_latest_says_the_value()
    {
        DateTimeOffset start = JournalSamples.Start;
        journal.Record([JournalSamples.Finding(1, at: start.AddSeconds(2), times: 2) with { Value = "second" }]);
        Assert.True(journal.Flush(Patience));
        journal.Record([JournalSamples.Finding(1, at: start.AddSeconds(3)) with { Value = "third", Text = "third", RuleAt = null }]);
        journal.Record([JournalSamples.Finding(1, at: start.AddSeconds(1)) with { Value = "first" }]);
        Assert.True(journal.Flush(Patience));

        Finding folded = Assert.Single(journal.Findings(new FindingQuery()));
        Assert.Equal((4L, start.AddSeconds(1), start.AddSeconds(3)), (folded.Times, folded.FirstSeen, folded.LastSeen));
        Assert.Equal(("third", "third", null), (folded.Value, folded.Text, folded.RuleAt));
    }

    [Fact]
    public void Findings_are_asked_for_by_conduit_kind_verdict_and_time()
    {
        DateTimeOffset start = JournalSamples.Start;
        journal.Record(
        [
            JournalSamples.Finding(1, "a", start.AddSeconds(1)),
            JournalSamples.Finding(2, "b", start.AddSeconds(2)) with { Kind = FindingKind.DeviceTimeout, Verdict = VerdictWord.Allowed },
            JournalSamples.Finding(3, "a", start.AddSeconds(3)) with { Verdict = VerdictWord.Refused },
        ]);
        Assert.True(journal.Flush(Patience));

        Assert.Equal([3, 2, 1], Ask(new FindingQuery()));
        Assert.Equal([3, 1], Ask(new FindingQuery(Conduit: "a")));
        Assert.Equal([2], Ask(new FindingQuery(Kind: FindingKind.DeviceTimeout)));
        Assert.Equal([3], Ask(new FindingQuery("a", FindingKind.Refusal, VerdictWord.Refused)));
        Assert.Equal([3, 2], Ask(new FindingQuery(Since: start.AddSeconds(2))));
        Assert.Equal([3], Ask(new FindingQuery(CountMax: 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => journal.Findings(new FindingQuery(CountMax: 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => journal.Findings(new FindingQuery(CountMax: 10_001)));
    }

    [Fact]
    public void Recorded_findings_are_seen_without_a_flush_before_long()
    {
        journal.Record([JournalSamples.Finding(1)]);
        Assert.True(SpinWait.SpinUntil(() => journal.Findings(new FindingQuery()).Count == 1, Patience));
    }

    [Fact]
    public void Words_from_the_wire_stay_words()
    {
        string hostile = "'; DROP TABLE finding; -- \0 \ud83d\ude00 %s";
        journal.Record([JournalSamples.Finding(1) with { Value = hostile, Key = hostile, Conduit = hostile }]);
        Assert.True(journal.Flush(Patience));
        Assert.Equal(hostile, Assert.Single(journal.Findings(new FindingQuery(hostile))).Value);
    }

    private IEnumerable<int> Ask(FindingQuery query) => journal.Findings(query).Select(finding => finding.Address!.Value);

    private void Reopen()
    {
        journal.Dispose();
        journal = directory.Open();
    }
}
