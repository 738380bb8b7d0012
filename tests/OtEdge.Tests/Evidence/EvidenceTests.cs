using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Host.Evidence;
using OtEdge.Tests.Policy;
using Xunit;

namespace OtEdge.Tests.Evidence;

public sealed class EvidenceTests
{
    private const string Scada = "10.20.0.11";
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    private static readonly RuleSet Rules = RuleSet.Compile(Given.Policy(
        new Rule
        {
            Id = "scada",
            Clients = [Given.Network("10.20.0.11/32")],
            Classes = OperationClasses.Read | OperationClasses.Write,
            Ranges = [Given.Holding(0, 99)],
        }));

    private readonly InMemoryFlowStore store = new();
    private readonly FakeTimeProvider time = new(Start.AddHours(9.5));

    public EvidenceTests()
    {
        // Ten hours: producing and cleaning in turn, an hour each; the last episode lasts.
        for (int at = 0; at < 10; at++)
        {
            store.BeginEpisode(at % 2 == 0 ? "producing" : "cleaning", Start.AddHours(at));
        }

        Read("r-state", address: 0, from: 0, to: 9.4);
        Write("w-setpoint", address: 20, 0.1, 2.1, 4.1);
    }

    [Fact]
    public void A_policy_that_allows_all_that_was_seen_is_ready()
    {
        EvidenceView report = Make();

        Assert.Empty(report.Flows);
        Assert.All(report.Gates, gate => Assert.True(gate.Passed, $"{gate.Gate}: {string.Join(" ", gate.Why)}"));
        Assert.True(report.Ready);
        Assert.Equal(
            "Cleaning: 4 seen, 0 would be refused. That shows that fewer than 53 of 100 would be hit. "
                + "1 more does not count: it is cut off or has a gap.",
            Assert.Single(report.Regimes, regime => regime.Regime == "cleaning").Text);
    }

    [Fact]
    public void What_would_be_refused_is_shown_by_flow_and_regime_and_counts_against_its_episodes()
    {
        Write("w-rinse", address: 120, 1.2, 3.2, 3.3);

        EvidenceView report = Make();

        EvidenceFlowView flow = Assert.Single(report.Flows);
        Assert.Equal(("w-rinse", 3, 2), (flow.Flow, flow.Times, flow.Episodes));
        Assert.Equal(3, flow.Regimes["cleaning"]);
        Assert.Equal(2, Assert.Single(report.Regimes, regime => regime.Regime == "cleaning").Hit);
        Assert.Equal(0, Assert.Single(report.Regimes, regime => regime.Regime == "producing").Hit);
        Assert.Equal("cleaning", report.WorstRegime);
        Assert.Equal(["triage", "coverage"], Unpassed(report));
        Assert.False(report.Ready);
    }

    [Fact]
    public void Reads_are_counted_in_the_episodes_that_they_were_seen_in()
    {
        Read("r-recipe", address: 200, from: 3.1, to: 3.9);

        EvidenceFlowView flow = Assert.Single(Make().Flows);

        Assert.Equal((60, 1), (flow.Times, flow.Episodes));
        Assert.Equal(60, flow.Regimes["cleaning"]);
    }

    [Fact]
    public void What_is_meant_to_be_refused_does_not_count_against_the_policy()
    {
        Write("w-rinse", address: 120, 1.2, 3.2);

        EvidenceView report = Make(Said("f-1", 120, TriageDecision.Meant));

        Assert.True(report.Ready);
        Assert.Equal(0, Assert.Single(report.Regimes, regime => regime.Regime == "cleaning").Hit);
        Assert.Equal("ann", report.Flows[0].Triage?.By);
        Assert.Equal(["f-1"], report.Flows[0].Findings);
    }

    [Fact]
    public void What_people_call_legitimate_must_be_allowed_first()
    {
        Write("w-rinse", address: 120, 1.2);

        EvidenceView report = Make(Said("f-1", 120, TriageDecision.Allow));

        Assert.Equal(["triage", "coverage"], Unpassed(report));
        Assert.Contains("people call legitimate", report.Gates[0].Why[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_that_nobody_spoke_of_keeps_the_gate_shut()
    {
        Write("w-rinse", address: 120, 1.2);

        Assert.Contains("triage", Unpassed(Make(Said("f-1", 120, null))));
    }

    [Fact]
    public void A_recorded_decision_that_comes_out_otherwise_breaks_parity()
    {
        store.AllOperations[1] = store.AllOperations[1] with { Reason = DecisionReason.Range, Verdict = VerdictWord.WouldBeRefused };

        EvidenceGateView parity = Assert.Single(Make().Gates, gate => gate.Gate == "parity");

        Assert.False(parity.Passed);
        Assert.Contains("1 of 4 decisions", parity.Why[0], StringComparison.Ordinal);
        Assert.Contains("w-setpoint at 2026-03-02 08:06:00Z: refused for its range then, allowed now", parity.Why[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Decisions_of_former_rules_are_not_compared()
    {
        for (int at = 0; at < store.AllOperations.Count; at++)
        {
            store.AllOperations[at] = store.AllOperations[at] with { PolicyDigest = "former", Reason = DecisionReason.Range };
        }

        EvidenceGateView parity = Assert.Single(Make().Gates, gate => gate.Gate == "parity");

        Assert.True(parity.Passed);
        Assert.Contains("3 decisions were made by former rules", parity.Why[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_compare_is_no_parity()
    {
        store.AllOperations.Clear();
        store.AllFlows.Clear();

        Assert.Contains("parity", Unpassed(Make()));
    }

    [Fact]
    public void An_episode_with_a_gap_does_not_count_and_the_gap_is_shown()
    {
        store.AllGaps.Add(new TrafficGap("filling", Start.AddHours(1.2), Start.AddHours(1.3), 17, "more passed than could be handed to recording"));

        EvidenceView report = Make();

        Assert.Equal(17, Assert.Single(report.Gaps).Lost);
        Assert.Equal(3, Assert.Single(report.Regimes, regime => regime.Regime == "cleaning").Seen);
    }

    [Fact]
    public void The_span_can_be_narrowed()
    {
        EvidenceView report = Make(since: TimeSpan.FromHours(3));

        Assert.Equal(Start.AddHours(6.5), report.From);
        Assert.Equal([1, 1], report.Regimes.Select(regime => regime.Seen));
        Assert.Contains("coverage", Unpassed(report));
    }

    [Fact]
    public void A_record_that_is_not_written_is_not_fresh()
    {
        store.Fault = "disk full";

        Assert.Contains("freshness", Unpassed(Make()));
    }

    [Fact]
    public void The_seal_holds_over_any_order_and_layout_and_breaks_with_any_value()
    {
        EvidenceView report = Make();
        string json = OtEdge.Host.Commands.Invocation.Json(report);
        using JsonDocument document = JsonDocument.Parse(json);
        using JsonDocument turned = JsonDocument.Parse(
            "{" + string.Join(',', document.RootElement.EnumerateObject().Reverse().Select(property => $"\"{property.Name}\":{property.Value.GetRawText()}")) + "}");
        using JsonDocument changed = JsonDocument.Parse(json.Replace("\"mode\": \"monitor\"", "\"mode\": \"enforce\"", StringComparison.Ordinal));

        Assert.Matches("^[0-9a-f]{64}$", report.Digest);
        Assert.Equal(report.Digest, CanonicalJson.DigestOf(document.RootElement));
        Assert.Equal(report.Digest, CanonicalJson.DigestOf(turned.RootElement));
        Assert.NotEqual(report.Digest, CanonicalJson.DigestOf(changed.RootElement));
    }

    [Fact]
    public void The_page_is_one_file_without_script_and_turns_no_name_into_markup()
    {
        Write("w-rinse", address: 120, 1.2);
        EvidenceView report = Make(Said("f-1", 120, TriageDecision.Meant, "<script>alert('x')</script> & more"));

        string page = EvidencePage.Of(report);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; more", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("(src|href)=|url\\(|@import|https?:", RegexOptions.IgnoreCase), page);
        Assert.Contains(report.Digest!, page, StringComparison.Ordinal);
        Assert.Contains("@page", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_names_every_regime_and_gate()
    {
        EvidenceView report = Make();

        string text = EvidenceText.Of(report);

        Assert.All(report.Regimes, regime => Assert.Contains(regime.Text, text, StringComparison.Ordinal));
        Assert.All(report.Gates, gate => Assert.Contains($"passed     {gate.Gate}:", text, StringComparison.Ordinal));
        Assert.Contains($"sealed {report.Digest}", text, StringComparison.Ordinal);
    }

    private static string[] Unpassed(EvidenceView report) => [.. report.Gates.Where(gate => !gate.Passed).Select(gate => gate.Gate)];

    private static TriagedFinding Said(string id, int address, TriageDecision? decision, string? note = null) => new(
        new Finding
        {
            Id = id,
            Key = id,
            Conduit = "filling",
            Kind = FindingKind.Refusal,
            Verdict = VerdictWord.WouldBeRefused,
            Client = Scada,
            Function = "6",
            Unit = 1,
            Space = RegisterSpace.HoldingRegister,
            Address = address,
            Count = 1,
            Text = "would be refused",
            FirstSeen = Start,
            LastSeen = Start,
        },
        decision is { } said ? new Triage(id, said, "ann", Start, note) : null);

    private EvidenceView Make(TriagedFinding? triaged = null, TimeSpan? since = null) => new EvidenceMaker(() => store, time).Make(new EvidenceQuestion
    {
        Site = Gateway.Plant.Site(),
        Conduit = "filling",
        Mode = "monitor",
        Rules = Rules,
        Live = Rules,
        LiveSince = Start,
        Plan = new CoveragePlan(["producing", "cleaning"], Episodes: 4, Flat: 1),
        Since = since,
        Triaged = triaged is null ? [] : [triaged],
    });

    private void Write(string id, int address, params double[] hours)
    {
        store.AllFlows.Add(Flow(id, OperationClass.Write, 6, address, hours[0], hours[^1]));
        store.AllOperations.AddRange(hours.Select(hour => new RecordedOperation
        {
            Utc = Start.AddHours(hour),
            Flow = id,
            Data = new byte[] { 0, 42 },
            Verdict = address < 100 ? VerdictWord.Allowed : VerdictWord.WouldBeRefused,
            Reason = address < 100 ? DecisionReason.Allowed : DecisionReason.Range,
            PolicyDigest = Rules.Policy!.Digest,
        }));
    }

    private void Read(string id, int address, double from, double to)
    {
        IReadOnlyList<Episode> episodes = store.Episodes(Start.AddHours(from), Start.AddHours(to));
        store.AllFlows.Add(Flow(id, OperationClass.Read, 3, address, from, to) with { Times = 60 * episodes.Count });
        store.AllFlowEpisodes.AddRange(episodes.Select(episode => new FlowEpisode(id, episode.Number, 60, 0, 0)));
    }

    private static Flow Flow(string id, OperationClass operationClass, byte function, int address, double from, double to) => new()
    {
        Id = id,
        Conduit = "filling",
        Client = Scada,
        ClientAsset = "scada-1",
        Class = operationClass,
        Function = new FunctionId(function),
        Unit = 1,
        Space = RegisterSpace.HoldingRegister,
        Address = address,
        Count = 1,
        FirstSeen = Start.AddHours(from),
        LastSeen = Start.AddHours(to),
        LastReason = address < 100 ? DecisionReason.Allowed : DecisionReason.Range,
    };
}
