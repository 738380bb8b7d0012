using OtEdge.Core.Findings;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Alerts;

public sealed class AlertBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
    private readonly AlertBook book = new(new AlertLimits(), [], []);
    private readonly List<Alert> sent = [];
    private readonly Dictionary<string, Alert> written = [];

    [Fact]
    public void Equal_findings_are_one_alert_with_a_count_and_a_summary()
    {
        for (int second = 0; second < 100; second++)
        {
            Take(Write(120), second);
        }

        Alert alert = Assert.Single(sent);
        Assert.Equal((100L, true), (written[alert.Id].Times, written[alert.Id].IsOpen));
        Pass(398);
        Assert.Single(sent);

        Pass(399);
        Alert summary = sent[1];
        Assert.Equal((AlertKind.Summary, 100L, alert.Id), (summary.Kind, summary.Times, summary.Follows));
        Assert.Contains("this has stopped: seen 100 times from 2026-05-04 08:00:00Z to 2026-05-04 08:01:39Z", summary.Text);
        Assert.Equal(2, sent.Select(one => one.Id).Distinct().Count());
    }

    [Fact]
    public void What_comes_again_within_the_hold_down_is_the_same_alert_and_later_a_new_one()
    {
        Take(Write(120), 0);
        Take(Write(120), 3500);
        Assert.Single(sent);

        Pass(3500 + 3600);
        Assert.False(written[sent[0].Id].IsOpen);
        Take(Write(120), 3500 + 3601);
        Assert.Equal(AlertKind.Finding, sent[^1].Kind);
        Assert.NotEqual(sent[0].Id, sent[^1].Id);
    }

    [Fact]
    public void What_goes_on_is_told_once_a_shift()
    {
        for (int minute = 0; minute <= 24 * 60; minute++)
        {
            Take(Write(120), minute * 60);
            Pass((minute * 60) + 1);
        }

        Assert.Equal(4, sent.Count);
        Assert.All(sent.Skip(1), summary => Assert.StartsWith("this goes on: seen ", summary.Text));
    }

    [Fact]
    public void A_sweep_of_all_addresses_by_a_stranger_is_a_handful_of_alerts_that_tell_the_story()
    {
        for (int address = 0; address < 65_536; address++)
        {
            Take(Write(address, client: "10.9.9.9", asset: null), address / 1000);
        }

        Pass(65 + 61);
        Assert.InRange(sent.Count, 2, 8);
        Alert flood = sent.Single(alert => alert.Kind == AlertKind.Flood);
        Assert.Equal(AlertSeverity.High, flood.Severity);
        Assert.Contains("10.9.9.9", flood.Text);
        Alert story = sent[^1];
        Assert.Equal(AlertKind.Summary, story.Kind);
        Assert.Contains("flood has stopped: seen 65531 times", story.Text);
        Assert.Contains("unit 1 holding registers 5-65535", story.Text);
        Assert.Contains("10.9.9.9", story.Text);
        Assert.Equal(65_536, sent.Where(alert => alert.Kind != AlertKind.Flood).Sum(alert => alert.Times));
    }

    [Fact]
    public void A_sweep_by_many_clients_is_one_flood_of_the_conduit()
    {
        for (int client = 0; client < 5000; client++)
        {
            Take(Write(client % 100, client: $"10.9.{client / 250}.{client % 250}", asset: null), client / 100);
        }

        Assert.InRange(sent.Count, 20, 25);
        Assert.Contains(sent, alert => alert.Kind == AlertKind.Flood && alert.Client is null && alert.Text.Contains("several clients"));
        Assert.True(book.OpenCount < 30);
    }

    [Fact]
    public void A_slow_sweep_stays_one_flood()
    {
        for (int address = 0; address < 720; address++)
        {
            Take(Write(address), address * 120);
            for (int second = 0; second < 120; second += 30)
            {
                Pass((address * 120) + second);
            }
        }

        Assert.InRange(sent.Count, 6, 20);
    }

    [Fact]
    public void A_conduit_in_a_flood_does_not_hide_another_or_another_sort()
    {
        for (int address = 0; address < 1000; address++)
        {
            Take(Write(address), 1);
        }

        int before = sent.Count;
        Take(Write(1) with { Conduit = "other", Key = "other" }, 2);
        Take(Write(1) with { Kind = FindingKind.DeviceUnreachable, Key = "device" }, 2);
        Assert.Equal(before + 2, sent.Count);
    }

    [Fact]
    public void What_is_shelved_counts_and_is_not_sent_until_the_shelving_ends_by_itself()
    {
        Take(Write(120), 0);
        book.Shelve(sent[0], new Shelving(sent[0].Key, Start.AddHours(4), "anna", "commissioning"));
        for (int minute = 1; minute < 230; minute += 10)
        {
            Take(Write(120), minute * 60);
            Pass((minute * 60) + 1);
        }

        Assert.Single(sent);
        Pass((4 * 3600) + 300);
        Assert.Equal((AlertKind.Summary, 24L), (sent[1].Kind, sent[1].Times));
    }

    [Fact]
    public void A_new_alert_of_a_shelved_key_is_written_and_not_sent()
    {
        var shelved = new AlertBook(new AlertLimits(), [], [new Shelving(Write(120).Key, Start.AddHours(1), "anna", "known")]);
        AlertStep step = shelved.Take(Write(120), AlertPlace.Unknown, new AlertTime(TimeSpan.Zero, Start))!;
        Assert.False(step.IsSent);
        Assert.Equal(Start.AddHours(1), step.Alert.ShelvedUntil);
    }

    [Fact]
    public void After_a_restart_the_open_alerts_go_on()
    {
        Take(Write(120), 0);
        var again = new AlertBook(new AlertLimits(), written.Values.Where(alert => alert.IsOpen), []);
        AlertStep step = again.Take(Write(120), AlertPlace.Unknown, new AlertTime(TimeSpan.Zero, Start.AddMinutes(1)))!;
        Assert.Equal((sent[0].Id, 2L, false), (step.Alert.Id, step.Alert.Times, step.IsSent));
    }

    [Fact]
    public void An_alert_says_what_happened_to_what_by_whom_which_rule_what_was_done_and_what_to_do()
    {
        Finding finding = Write(120) with
        {
            Value = "90 °C (target-temp)",
            Rule = "setpoint",
            RuleAt = "policies/filling.yaml:14",
            Text = "hmi (10.20.0.11) was refused: 90 is more than 85",
        };
        AlertStep step = book.Take(
            finding, new AlertPlace(Criticality.High, "plc-filler", "target-temp", "72.5 °C"), new AlertTime(TimeSpan.Zero, Start))!;

        Alert alert = step.Alert;
        Assert.Equal("filling to plc-filler: hmi (10.20.0.11) was refused: 90 is more than 85; from 72.5 °C to 90 °C (target-temp)", alert.Text);
        Assert.Equal(("plc-filler", "target-temp", "72.5 °C", "90 °C (target-temp)"), (alert.Asset, alert.Tag, alert.From, alert.To));
        Assert.Equal(("setpoint", "policies/filling.yaml:14", finding.Id), (alert.Rule, alert.RuleAt, alert.Finding));
        Assert.Contains("not forwarded", alert.Done);
        Assert.Contains("otedge break-glass filling --finding f-00000078", alert.Next);
        Assert.Matches("^a-[0-9a-f]{12}$", alert.Id);
    }

    [Fact]
    public void Every_finding_that_alerts_has_words_and_advice()
    {
        foreach (FindingKind kind in Enum.GetValues<FindingKind>())
        {
            foreach (VerdictWord verdict in Enum.GetValues<VerdictWord>())
            {
                Finding finding = Write(1) with { Kind = kind, Verdict = verdict, Key = $"{kind}{verdict}", Conduit = $"{kind}{verdict}" };
                if (book.Take(finding, AlertPlace.Unknown, new AlertTime(TimeSpan.Zero, Start)) is { Alert: { } alert })
                {
                    Assert.Matches("^[a-z].*[^. ]$", alert.Done);
                    Assert.Matches("^[a-z].*[^. ]$", alert.Next);
                }
            }
        }
    }

    [Theory]
    [InlineData(VerdictWord.Refused, OperationClass.Write, null, Criticality.Low, AlertSeverity.High)]
    [InlineData(VerdictWord.Refused, OperationClass.Write, "hmi", Criticality.Low, AlertSeverity.High)]
    [InlineData(VerdictWord.Refused, OperationClass.Read, "hmi", Criticality.Normal, AlertSeverity.Medium)]
    [InlineData(VerdictWord.Refused, OperationClass.Read, "hmi", Criticality.High, AlertSeverity.High)]
    [InlineData(VerdictWord.WouldBeRefused, OperationClass.Read, "hmi", Criticality.High, AlertSeverity.Low)]
    [InlineData(VerdictWord.WouldBeRefused, OperationClass.Write, "hmi", Criticality.High, AlertSeverity.Low)]
    [InlineData(VerdictWord.WouldBeRefused, OperationClass.Write, null, Criticality.Normal, AlertSeverity.Medium)]
    [InlineData(VerdictWord.WouldBeRefused, OperationClass.Admin, null, Criticality.High, AlertSeverity.High)]
    public void Severity_goes_by_verdict_class_client_and_zone(
        VerdictWord verdict, OperationClass operation, string? asset, Criticality criticality, AlertSeverity expected) =>
        Assert.Equal(
            expected,
            AlertSeverities.Of(Write(1) with { Verdict = verdict, Class = operation, ClientAsset = asset }, criticality));

    [Fact]
    public void A_pinned_refusal_is_high_and_what_is_only_recorded_is_no_alert()
    {
        Finding pinned = Write(1) with { Verdict = VerdictWord.WouldBeRefused, Reason = DecisionReason.Pinned };
        Assert.Equal(AlertSeverity.High, AlertSeverities.Of(pinned, Criticality.Low));
        Assert.Null(AlertSeverities.Of(Write(1) with { Kind = FindingKind.Connection }, Criticality.High));
        Assert.Null(AlertSeverities.Of(Write(1) with { Kind = FindingKind.ShadowDifference }, Criticality.High));
    }

    private static Finding Write(int address, string client = "10.20.0.11", string? asset = "hmi") => new()
    {
        Id = $"f-{address:x8}",
        Key = $"filling|refusal|{client}|{address}",
        Conduit = "filling",
        Kind = FindingKind.Refusal,
        Verdict = VerdictWord.Refused,
        Reason = DecisionReason.Range,
        Client = client,
        ClientAsset = asset,
        Class = OperationClass.Write,
        Function = "6",
        Unit = 1,
        Space = RegisterSpace.HoldingRegister,
        Address = address,
        Count = 1,
        Text = $"{client} was refused: no rule allows register {address}",
        FirstSeen = Start,
        LastSeen = Start,
    };

    private void Take(Finding finding, double second)
    {
        DateTimeOffset utc = Start.AddSeconds(second);
        AlertStep? step = book.Take(
            finding with { FirstSeen = utc, LastSeen = utc }, AlertPlace.Unknown, new AlertTime(TimeSpan.FromSeconds(second), utc));
        Note(step!);
    }

    private void Pass(double second)
    {
        foreach (AlertStep step in book.Pass(new AlertTime(TimeSpan.FromSeconds(second), Start.AddSeconds(second))))
        {
            Note(step);
        }
    }

    private void Note(AlertStep step)
    {
        written[step.Alert.Id] = step.Alert;
        if (step.IsSent)
        {
            sent.Add(step.Alert);
        }
    }
}
