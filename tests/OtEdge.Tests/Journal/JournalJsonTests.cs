using System.Text.Json;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic;
using OtEdge.Journal;
using Xunit;

namespace OtEdge.Tests.Journal;

/// <summary>The text inside the rows: files written by a released OtEdge hold it, so a change of it needs a schema step.</summary>
public sealed class JournalJsonTests
{
    private const string Posture =
        """{"mode":"Enforce","scope":{"classes":"Malformed, Write","clients":[{"text":"scada-1","addresses":["10.20.0.11/32","fd00::/64"],"application_uri":"urn:acme:scada"}],"unknown_clients":true},"policy_digest":"3b1f","on_fault":"Refuse","refuse_with":"Drop"}""";

    private const string StartPosture =
        """{"mode":"Observe","scope":{"classes":"All","unknown_clients":false},"on_fault":"Forward","refuse_with":"Reply"}""";

    [Fact]
    public void The_text_of_a_posture_holds_still()
    {
        Assert.Equal(Posture, JsonSerializer.Serialize(JournalSamples.Posture, JournalJson.Default.PostureRecord));
        Assert.Equal(StartPosture, JsonSerializer.Serialize(PostureRecord.Start, JournalJson.Default.PostureRecord));
        Assert.Equal(
            JournalSamples.Words(JournalSamples.Posture),
            JournalSamples.Words(JsonSerializer.Deserialize(Posture, JournalJson.Default.PostureRecord)));
    }

    [Fact]
    public void The_text_of_a_change_holds_still()
    {
        const string text =
            $$"""{"id":"c-0007","conduit":"filling","state":"Trial","from":{{StartPosture}},"to":{{Posture}},"base_epoch":4,"reason":"r","author":"anna","proposed_at":"2026-03-01T06:00:00+00:00","state_at":"2026-03-01T06:00:00.0000001+00:00","trial":"00:07:00","deadline":"2026-03-01T06:07:00+00:00","override":"witnessed","outcome":"confirmed by anna"}""";
        StagedChange change = JournalSamples.Change("c-0007", state: ChangeState.Trial) with { Reason = "r" };
        Assert.Equal(text, JsonSerializer.Serialize(change, JournalJson.Default.StagedChange));
        Assert.Equal(
            JournalSamples.Words(change), JournalSamples.Words(JsonSerializer.Deserialize(text, JournalJson.Default.StagedChange)));
    }

    [Fact]
    public void The_text_of_totals_holds_still_and_a_counter_that_came_later_starts_at_zero()
    {
        Assert.Equal(
            """{"requests":1,"replies":0,"refused":0,"would_be_refused":0,"exceptions":0,"bytes_from_clients":0,"bytes_from_devices":0,"connections_accepted":0,"findings_shed":0}""",
            JsonSerializer.Serialize(new TrafficTotals { Requests = 1 }, JournalJson.Default.TrafficTotals));
        Assert.Equal(
            new TrafficTotals { Requests = 1 },
            JsonSerializer.Deserialize("""{"requests":1}""", JournalJson.Default.TrafficTotals));
    }
}
