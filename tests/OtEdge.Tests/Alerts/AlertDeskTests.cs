using Microsoft.Extensions.Time.Testing;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Core.Zones;
using OtEdge.Host.Alerts;
using OtEdge.Host.Gateway;
using OtEdge.Testing.Journal;
using Xunit;
using SitePlant = OtEdge.Tests.Gateway.Plant;

namespace OtEdge.Tests.Alerts;

public sealed class AlertDeskTests : IDisposable
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly InMemoryJournal journal = new();
    private readonly LastValues values = new();
    private readonly AlertDesk desk;

    public AlertDeskTests()
    {
        var names = new SiteNames();
        Site site = SitePlant.Site();
        Site named = site with
        {
            Assets =
            [
                .. site.Assets,
                new Asset("plc", "filling", [System.Net.IPNetwork.Parse("127.0.0.1/32")], null,
                    [new Tag("target-temp", 1, RegisterSpace.HoldingRegister, 120, new ValueLayout(ProcessValueType.UInt16)) { EngineeringUnit = "°C" }]),
            ],
        };
        names.Take(named);
        journal.Alerts.SendTo(["mqtt"]);
        desk = new AlertDesk(journal, new AlertPlaces(names, values, () => named), new EventStream(time), time);
    }

    public void Dispose() => journal.Dispose();

    [Fact]
    public void An_alert_names_asset_tag_and_what_the_value_was_before_the_write()
    {
        values.Take("target-temp", new TagReading(72, null, time.GetUtcNow().AddSeconds(-10)));
        values.Take("target-temp", new TagReading(90, null, time.GetUtcNow().AddSeconds(1)));
        desk.Record([Write()]);

        Alert alert = Assert.Single(desk.List(new AlertQuery()).Value!);
        Assert.Equal(("plc", "target-temp", "72 °C", "90 °C (target-temp)"), (alert.Asset, alert.Tag, alert.From, alert.To));
        Assert.Contains("from 72 °C to 90 °C (target-temp)", alert.Text);
        Assert.Equal(alert.Id, Assert.Single(journal.Alerts.Unsent("mqtt", 10)).Alert.Id);
        Assert.Equal(alert.Finding, Assert.Single(journal.Findings(new FindingQuery())).Id);
    }

    [Fact]
    public void A_person_acknowledges_and_later_counts_keep_it()
    {
        desk.Record([Write()]);
        string id = desk.List(new AlertQuery()).Value![0].Id;
        Assert.Equal("anna", desk.Acknowledge(id, new AcknowledgeRequest("seen"), "anna").Value!.AcknowledgedBy);
        desk.Record([Write()]);

        Alert alert = desk.Show(id).Value!;
        Assert.Equal(("anna", "seen", 2L), (alert.AcknowledgedBy, alert.Note, alert.Times));
    }

    [Fact]
    public void Shelving_needs_a_reason_and_an_end()
    {
        desk.Record([Write()]);
        string id = desk.List(new AlertQuery()).Value![0].Id;
        Assert.Equal(RefusalKind.Invalid, desk.Shelve(id, new ShelveRequest("8h"), "anna").Refusal!.Kind);
        Assert.Equal(RefusalKind.Invalid, desk.Shelve(id, new ShelveRequest("8d", "why"), "anna").Refusal!.Kind);
        Assert.Equal(RefusalKind.Invalid, desk.Shelve(id, new ShelveRequest("soon", "why"), "anna").Refusal!.Kind);
        Assert.Equal(RefusalKind.Unknown, desk.Shelve("a-nothing", new ShelveRequest("8h", "why"), "anna").Refusal!.Kind);

        Alert shelved = desk.Shelve(id, new ShelveRequest("8h", "known"), "anna").Value!;
        Assert.Equal(time.GetUtcNow().AddHours(8), shelved.ShelvedUntil);
        Assert.Equal("known", Assert.Single(journal.Alerts.Shelvings()).Reason);
        Assert.Null(desk.Shelve(id, new ShelveRequest(Off: true), "anna").Value!.ShelvedUntil);
        Assert.Empty(journal.Alerts.Shelvings());
    }

    [Fact]
    public void A_batch_of_many_findings_is_written_as_few_alerts()
    {
        desk.Record([.. Enumerable.Range(0, 65_536).Select(address => Write() with { Address = address, Key = $"k{address}", Id = $"f-{address:x8}" })]);
        Alert[] alerts = desk.List(new AlertQuery(CountMax: 1000)).Value!;
        Assert.InRange(alerts.Length, 2, 8);
        Assert.Equal(65_536, alerts.Sum(alert => alert.Times));
        time.Advance(TimeSpan.FromMinutes(2));
        desk.Pass();
        Assert.Contains("flood has stopped", desk.List(new AlertQuery()).Value![0].Text);
    }

    [Fact]
    public void A_test_is_sent_and_says_who_asked()
    {
        Alert alert = desk.Test(AlertSeverity.High, "anna").Value!;
        Assert.Contains("anna", alert.Text);
        Assert.NotEqual(alert.Id, desk.Test(AlertSeverity.High, "anna").Value!.Id);
        Assert.Equal(2, journal.Alerts.Unsent("mqtt", 10).Count);
    }

    private Finding Write() => new()
    {
        Id = "f-00000078",
        Key = "one",
        Conduit = SitePlant.Filling,
        Kind = FindingKind.Refusal,
        Verdict = VerdictWord.Refused,
        Reason = DecisionReason.Range,
        Client = "10.20.0.11",
        ClientAsset = "scada-1",
        Class = OperationClass.Write,
        Function = "6",
        Unit = 1,
        Space = RegisterSpace.HoldingRegister,
        Address = 120,
        Count = 1,
        Value = "90 °C (target-temp)",
        Text = "scada-1 (10.20.0.11) was refused: no rule allows it",
        FirstSeen = time.GetUtcNow(),
        LastSeen = time.GetUtcNow(),
    };
}
