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

    private const string Clearance =
        """{"check":{"direction":"Tightening","lines":["any client loses: read"],"split":[],"steps":[],"unreachable":[],"essential_lost":[],"touches_essential":true},"plan":{"regimes":["producing"],"episodes":20,"flat":3},"readiness":{"change_digest":"a1","evidence_digest":"e1","at":"2026-03-01T06:00:00+00:00","gates":[{"gate":"parity","is_met":false,"why":["nothing compared"]}]},"overrides":[{"gate":"parity","by":"anna","at":"2026-03-01T06:00:00+00:00","reason":"witnessed"}],"approvals":[{"by":"ben","for":"Operations","at":"2026-03-01T06:00:00+00:00","digest":"d1"}]}""";

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
            $$"""{"id":"c-0007","conduit":"filling","from":{{StartPosture}},"to":{{Posture}},"base_epoch":4,"reason":"r","author":"anna","editors":["otto"],"proposed_at":"2026-03-01T06:00:00+00:00","trial":"00:07:00","terms":{"governance":"Functions","approvals_last":"7.00:00:00","guard_grace":"00:00:30","window":"tuesday","questions":["Harm"]},"answers":[{"question":"Harm","text":"filling"}],"stage":{"is":"trial","cleared":{{Clearance}},"token":"c-1.9","deadline":"2026-03-01T06:07:00+00:00","extensions":1,"since":"2026-03-01T06:00:00.0000001+00:00"},"version":3,"history":[{"at":"2026-03-01T06:00:00+00:00","state":"Draft","by":"anna","what":"proposed"}]}""";
        StagedChange change = JournalSamples.Change("c-0007", state: ChangeState.Trial) with { Reason = "r" };
        Assert.Equal(text, JsonSerializer.Serialize(change, JournalJson.Default.StagedChange));
        Assert.Equal(
            JournalSamples.Words(change), JournalSamples.Words(JsonSerializer.Deserialize(text, JournalJson.Default.StagedChange)));
    }

    [Fact]
    public void A_change_in_every_state_comes_back_as_it_was()
    {
        foreach (ChangeState state in Enum.GetValues<ChangeState>())
        {
            StagedChange change = JournalSamples.Change("c-0007", state: state);
            string text = JsonSerializer.Serialize(change, JournalJson.Default.StagedChange);
            Assert.Equal(
                JournalSamples.Words(change), JournalSamples.Words(JsonSerializer.Deserialize(text, JournalJson.Default.StagedChange)));
        }
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
