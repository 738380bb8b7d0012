using OtEdge.Core.Findings;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Journal;
using OtEdge.Tests.Journal;
using Xunit;

namespace OtEdge.Tests.Alerts;

/// <summary>What waits for a receiver: written with its finding, kept in order, given up only when it was taken or is too much.</summary>
public sealed class OutboxTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly JournalDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void An_alert_is_in_the_journal_and_waits_for_every_receiver_until_that_one_took_it()
    {
        using SqliteJournal journal = directory.Open();
        journal.Alerts.SendTo(["mqtt", "syslog"]);
        Record(journal, Alert(1), Alert(2));

        Assert.Equal([Alert(2).Id, Alert(1).Id], journal.Alerts.Alerts(new AlertQuery()).Select(alert => alert.Id));
        IReadOnlyList<OutboxEntry> unsent = journal.Alerts.Unsent("mqtt", 10);
        Assert.Equal([Alert(1).Id, Alert(2).Id], unsent.Select(entry => entry.Alert.Id));
        Assert.Equal(JournalSamples.Words(Alert(1)), JournalSamples.Words(unsent[0].Alert));

        Assert.True(journal.Alerts.Sent("mqtt", [unsent[0]], Patience));
        Assert.Equal([Alert(2).Id], journal.Alerts.Unsent("mqtt", 10).Select(entry => entry.Alert.Id));
        Assert.Equal(2, journal.Alerts.Waiting("syslog").Waiting);
        Assert.Equal(Alert(2).RaisedAt, journal.Alerts.Waiting("mqtt").OldestAt);
    }

    [Fact]
    public void What_is_not_sent_or_has_no_receiver_does_not_wait()
    {
        using SqliteJournal journal = directory.Open();
        Record(journal, Alert(1));
        journal.Alerts.SendTo(["mqtt"]);
        journal.Record([], null, [new AlertStep(Alert(2), IsSent: false)]);
        Assert.True(journal.Flush(Patience));
        Assert.Equal(new OutboxState(0, null), journal.Alerts.Waiting("mqtt"));
        Assert.Equal(2, journal.Alerts.Alerts(new AlertQuery()).Count);
    }

    [Fact]
    public void Alert_and_finding_are_written_together_or_not_at_all()
    {
        bool isBroken = false;
        using SqliteJournal journal = directory.Open(new JournalOptions
        {
            RetryDelayMax = TimeSpan.FromMilliseconds(250),
            BeforeWrite = _ => { if (Volatile.Read(ref isBroken)) { throw new IOException("the disk is gone"); } },
        });
        journal.Alerts.SendTo(["mqtt"]);
        Volatile.Write(ref isBroken, true);
        journal.Record([JournalSamples.Finding(1)], null, [new AlertStep(Alert(1), IsSent: true)]);
        Assert.False(journal.Flush(Patience));
        Assert.Empty(journal.Alerts.Unsent("mqtt", 10));
        Assert.Empty(journal.Findings(new FindingQuery()));

        Volatile.Write(ref isBroken, false);
        Assert.True(SpinWait.SpinUntil(() => journal.Flush(Patience), Patience));
        Assert.Single(journal.Alerts.Unsent("mqtt", 10));
        Assert.Single(journal.Findings(new FindingQuery()));
    }

    [Fact]
    public void Everything_that_waits_is_there_after_a_restart_in_order()
    {
        using (SqliteJournal journal = directory.Open())
        {
            journal.Alerts.SendTo(["mqtt"]);
            Record(journal, [.. Enumerable.Range(1, 50).Select(number => Alert(number))]);
            journal.Alerts.Sent("mqtt", journal.Alerts.Unsent("mqtt", 20), Patience);
        }

        using SqliteJournal again = directory.Open();
        again.Alerts.SendTo(["mqtt"]);
        Record(again, Alert(51));
        Assert.Equal(
            Enumerable.Range(21, 31).Select(number => Alert(number).Id),
            again.Alerts.Unsent("mqtt", 100).Select(entry => entry.Alert.Id));
    }

    [Fact]
    public void Beyond_its_size_the_least_urgent_go_the_oldest_first_and_a_gap_stands_in_their_place()
    {
        using SqliteJournal journal = directory.Open(new JournalOptions { OutboxBytesMax = 40_000 });
        journal.Alerts.SendTo(["mqtt"]);
        for (int number = 1; number <= 200; number++)
        {
            AlertSeverity severity = number % 4 == 0 ? AlertSeverity.High : AlertSeverity.Low;
            Record(journal, Alert(number, severity, number % 2 == 0 ? "filling" : "packing"));
        }

        IReadOnlyList<Alert> waiting = [.. journal.Alerts.Unsent("mqtt", 1000).Select(entry => entry.Alert)];
        Alert[] gaps = [.. waiting.Where(alert => alert.Kind == AlertKind.Gap)];
        Alert[] kept = [.. waiting.Where(alert => alert.Kind != AlertKind.Gap)];
        Assert.NotEmpty(gaps);
        Assert.Equal(200, kept.Length + gaps.Sum(gap => gap.Times));
        Assert.True(kept.Count(alert => alert.Severity == AlertSeverity.High) > kept.Count(alert => alert.Severity == AlertSeverity.Low));
        Assert.All(gaps, gap => Assert.Equal(gap.Id, journal.Alerts.Alert(gap.Id)!.Id));

        foreach (IGrouping<string, Alert> conduit in waiting.GroupBy(alert => alert.Conduit))
        {
            Alert[] plain = [.. conduit.Where(alert => alert.Kind != AlertKind.Gap)];
            Assert.Equal(plain.OrderBy(alert => alert.RaisedAt), plain);
        }
    }

    [Fact]
    public void A_gap_that_takes_the_place_of_an_alert_in_flight_is_not_given_up_with_it()
    {
        using SqliteJournal journal = directory.Open(new JournalOptions { OutboxBytesMax = 8_000 });
        journal.Alerts.SendTo(["mqtt"]);
        Record(journal, Alert(1));
        IReadOnlyList<OutboxEntry> inFlight = journal.Alerts.Unsent("mqtt", 1);
        for (int number = 2; number <= 30; number++)
        {
            Record(journal, Alert(number));
        }

        Assert.Equal(AlertKind.Gap, journal.Alerts.Unsent("mqtt", 1)[0].Alert.Kind);
        Assert.True(journal.Alerts.Sent("mqtt", inFlight, Patience));
        Assert.Equal(AlertKind.Gap, journal.Alerts.Unsent("mqtt", 1)[0].Alert.Kind);
    }

    [Fact]
    public void Alerts_that_are_over_are_bounded_and_open_ones_stay()
    {
        using SqliteJournal journal = directory.Open(new JournalOptions { AlertsMax = 10 });
        Record(journal, Alert(1) with { IsOpen = true });
        Record(journal, [.. Enumerable.Range(2, 50).Select(number => Alert(number))]);
        IReadOnlyList<Alert> kept = journal.Alerts.Alerts(new AlertQuery());
        Assert.Equal(11, kept.Count);
        Assert.Equal(Alert(1).Id, kept[^1].Id);
        Assert.Equal(Alert(1).Id, Assert.Single(journal.Alerts.Alerts(new AlertQuery(IsOpen: true))).Id);
    }

    [Fact]
    public void Shelvings_are_kept_replaced_and_ended()
    {
        using (SqliteJournal journal = directory.Open())
        {
            journal.Alerts.Keep(new Shelving("a", JournalSamples.Start, "anna", "first"));
            journal.Alerts.Keep(new Shelving("a", JournalSamples.Start.AddHours(1), "bob", "second"));
            journal.Alerts.Keep(new Shelving("b", JournalSamples.Start, "anna", "gone"));
            journal.Alerts.Unshelve("b");
        }

        using SqliteJournal again = directory.Open();
        Assert.Equal([new Shelving("a", JournalSamples.Start.AddHours(1), "bob", "second")], again.Alerts.Shelvings());
    }

    private static Alert Alert(int number, AlertSeverity severity = AlertSeverity.Medium, string conduit = "filling") => new()
    {
        Id = $"a-{number:x12}",
        Key = $"{conduit}|{number}",
        Conduit = conduit,
        Kind = AlertKind.Finding,
        Severity = severity,
        Text = $"alert {number} – „jetzt“",
        Done = "not forwarded",
        Next = "look",
        RaisedAt = JournalSamples.Start.AddSeconds(number),
        FirstSeen = JournalSamples.Start.AddSeconds(number),
        LastSeen = JournalSamples.Start.AddSeconds(number),
        Spans = [new AlertSpan(1, Core.Policy.RegisterSpace.Coil, 1, number)],
        Verdict = VerdictWord.Refused,
        About = FindingKind.Refusal,
    };

    private static void Record(SqliteJournal journal, params Alert[] alerts)
    {
        journal.Record([JournalSamples.Finding(1)], null, [.. alerts.Select(alert => new AlertStep(alert, IsSent: true))]);
        Assert.True(journal.Flush(Patience));
    }
}
