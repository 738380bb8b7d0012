using System.Text;
using System.Text.Json;
using OtEdge.Alerting;
using OtEdge.Alerting.Syslog;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Core.Policy;
using OtEdge.Tests.Gateway;
using Xunit;
using SitePlant = OtEdge.Tests.Gateway.Plant;

namespace OtEdge.Tests.Alerts;

/// <summary>What receivers read is as its schema says.</summary>
public sealed class PayloadTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 4, 8, 0, 0, TimeSpan.FromHours(2));
    private static readonly GatewayName Edge = new("leipzig", "edge-1", "0.1.0");

    private static readonly Alert Full = new()
    {
        Id = "a-0123456789ab",
        Key = "secret of the house",
        Conduit = "filling",
        Kind = AlertKind.Finding,
        Severity = AlertSeverity.High,
        Text = "filling to plc: hmi wrote a|b=c\\d\nsecond line – „jetzt“",
        Done = "not forwarded",
        Next = "look",
        RaisedAt = At,
        FirstSeen = At,
        LastSeen = At.AddSeconds(1),
        Times = 3,
        Follows = "a-000000000000",
        Finding = "f-3c9a41d2",
        About = FindingKind.Refusal,
        Verdict = VerdictWord.Refused,
        Client = "10.20.0.11",
        ClientAsset = "hmi",
        Asset = "plc",
        Tag = "target-temp",
        From = "72 °C",
        To = "90 °C",
        Function = "16",
        Rule = "setpoint",
        RuleAt = "policies/filling.yaml:14",
        Change = "c-0001",
        Spans = [new AlertSpan(1, RegisterSpace.HoldingRegister, 120, 121)],
        IsOpen = true,
    };

    [Fact]
    public void An_alert_is_a_cloud_event_as_its_schema_says()
    {
        Assert.Empty(Schema("alert").Check(Event(Full)));
        Assert.Empty(Schema("alert").Check(Event(AlertText.Test("anna", AlertSeverity.Low, At, 1))));
        Assert.Empty(Schema("alert").Check(Event(AlertText.Gap("filling", "mqtt", 7, At, At.AddHours(1)))));
        JsonElement written = Event(Full);
        Assert.Equal(("a-0123456789ab", "/otedge/leipzig/edge-1", "filling", "otedge.alert.finding"), (
            written.GetProperty("id").GetString(), written.GetProperty("source").GetString(), written.GetProperty("subject").GetString(),
            written.GetProperty("type").GetString()));
        Assert.DoesNotContain("secret of the house", written.GetRawText());
    }

    [Fact]
    public void A_schema_that_does_not_fit_is_noticed()
    {
        Assert.NotEmpty(Schema("alert").Check(JsonElement.Parse("{}")));
        Assert.NotEmpty(Schema("alert").Check(JsonElement.Parse(Event(Full).GetRawText().Replace("\"high\"", "\"terrible\"", StringComparison.Ordinal))));
        Assert.NotEmpty(Schema("status").Check(JsonElement.Parse("""{"online": true, "password": "x"}""")));
    }

    [Fact]
    public async Task States_of_zones_conduits_and_changes_are_as_their_schemas_say()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(SitePlant.Site());
        ChangeResult change = await gateway.DoneAsync(TestGateway.Mode("monitor"));
        StatusView status = gateway.Runtime.Status();
        Assert.All(status.Zones, zone => Assert.Empty(Schema("zone").Check(Json(zone))));
        Assert.All(status.Conduits, conduit => Assert.Empty(Schema("conduit").Check(Json(conduit))));
        Assert.Empty(Schema("change").Check(Json(gateway.Runtime.Change(change.Id).Value! with { Token = null })));
    }

    [Fact]
    public void A_topic_level_holds_no_wildcard_and_no_separator()
    {
        Assert.Equal("otedge/a_b/_/", new GatewayName("a/b", "#", "").TopicPrefix);
        Assert.Equal("_", GatewayName.Level(""));
    }

    [Fact]
    public void A_syslog_message_has_a_header_of_rfc_5424_and_a_body_in_cef()
    {
        string message = Encoding.UTF8.GetString(SyslogMessage.Write(Full, Edge, SyslogMessage.StreamBytesMax));
        Assert.StartsWith(
            "<131>1 2026-05-04T06:00:00.000000Z edge-1.leipzig otedge - finding - CEF:0|OtEdge|otedge|0.1.0|refusal|refusal refused|8|msg=", message);
        Assert.Contains("a|b\\=c\\\\d\\nsecond line – „jetzt“ externalId=a-0123456789ab rt=1777874400000 ", message);
        Assert.Contains(" src=10.20.0.11 shost=hmi dhost=plc act=refused ", message);
        Assert.Contains(" cs2Label=rule cs2=setpoint (policies/filling.yaml:14) ", message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Hostile_texts_make_no_second_message_and_no_field_and_fit_a_datagram()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int round = 0; round < 500; round++)
        {
            string hostile = new([.. Enumerable.Range(0, random.Next(4000)).Select(_ => (char)random.Next(1, 0xD7FF))]);
            byte[] written = SyslogMessage.Write(
                Full with { Text = hostile, ClientAsset = "a b=c\r\n<13>1 x", Client = "not an address" }, Edge, SyslogMessage.DatagramBytesMax);
            string message = Encoding.UTF8.GetString(written);
            Assert.True(written.Length <= SyslogMessage.DatagramBytesMax, $"seed {seed}");
            Assert.False(message.Contains('\n') || message.Contains('\r'), $"seed {seed}");
            Assert.Contains(" externalId=a-0123456789ab ", message);
            Assert.DoesNotContain(" src=", message);
        }
    }

    private static JsonElement Event(Alert alert) => JsonElement.Parse(CloudEvent.Write(alert, Edge));

    private static JsonElement Json<T>(T view) => JsonSerializer.SerializeToElement(view, ApiJson.Options);

    private static SchemaCheck Schema(string name)
    {
        using Stream text = typeof(GatewayName).Assembly.GetManifestResourceStream($"OtEdge.Alerting.Schemas.{name}.schema.json")!;
        using JsonDocument document = JsonDocument.Parse(text);
        return new SchemaCheck(document.RootElement.Clone());
    }
}
