using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Host.Evidence;
using OtEdge.Journal.Flows;
using OtEdge.Tests.Flows;
using OtEdge.Tests.Policy;
using Xunit;

namespace OtEdge.Tests.Evidence;

/// <summary>A monthly cleaning cannot be sampled twenty times; its owner signs what it does, and that is shown as what it is.</summary>
public sealed class SignedRehearsalTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);
    private readonly InMemoryFlowStore store = new();
    private readonly FakeTimeProvider time = new(Start.AddHours(9.5));

    public SignedRehearsalTests()
    {
        for (int at = 0; at < 9; at++)
        {
            store.BeginEpisode("producing", Start.AddHours(at));
        }

        Wrote("w-1", 20, 0.5);
        Wrote("w-rinse", 60, 1.5);
    }

    [Fact]
    public void A_regime_whose_operations_were_all_seen_and_are_allowed_is_covered_without_a_number()
    {
        Sign("# rinse\nfrom 10.20.0.11 unit 1 write holding-register 60 uint16 7\n\nfrom 10.20.0.11 unit 1 write holding-register 20 uint16 1");

        EvidenceView report = Make();

        EvidenceRegimeView cleaning = Assert.Single(report.Regimes, regime => regime.Regime == "cleaning");
        Assert.Equal(
            "Cleaning: 0 seen. A rehearsal stands for it: 2 operations signed by ann on 2026-03-01, all of them seen and allowed. "
                + "That is no sample, and no share follows from it.",
            cleaning.Text);
        Assert.True(cleaning.Rehearsal!.Stands);
        Assert.DoesNotContain("of 100", cleaning.Text, StringComparison.Ordinal);
        Assert.True(Gate(report, "coverage").Passed, string.Join(' ', Gate(report, "coverage").Why));
        Assert.True(Gate(report, "discovery").Passed);
        Assert.Contains("signed by ann", EvidencePage.Of(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from 10.20.0.11 unit 1 write holding-register 61 uint16 7", false, true, "never seen")]
    [InlineData("from 10.20.0.11 unit 1 write holding-register 60 uint16 700", true, false, "beyond the value")]
    [InlineData("from 10.20.0.12 unit 1 write holding-register 60 uint16 7", false, false, "another client")]
    [InlineData("from gone-asset unit 1 write holding-register 60 uint16 7", false, false, "an asset that is gone")]
    public void An_operation_that_was_not_seen_or_is_not_allowed_stands_for_nothing(string operation, bool isSeen, bool isAllowed, string why)
    {
        Sign($"from 10.20.0.11 unit 1 write holding-register 20 uint16 1\n{operation}");

        EvidenceView report = Make();

        SignedRehearsalView rehearsal = Assert.Single(report.Regimes, regime => regime.Regime == "cleaning").Rehearsal!;
        Assert.False(rehearsal.Stands, why);
        Assert.Equal((isSeen, isAllowed), (rehearsal.Operations[1].Seen, rehearsal.Operations[1].Allowed));
        Assert.False(Gate(report, "coverage").Passed, why);
        Assert.Contains("does not stand for it", report.Regimes.Single(regime => regime.Regime == "cleaning").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_regime_that_was_hit_is_not_saved_by_a_rehearsal()
    {
        store.BeginEpisode("cleaning", Start.AddHours(9));
        Wrote("w-acid", 120, 9.2);
        Sign("from 10.20.0.11 unit 1 write holding-register 60 uint16 7");

        EvidenceView report = Make();

        Assert.False(Gate(report, "coverage").Passed);
        Assert.Contains("1 would be refused", report.Regimes.Single(regime => regime.Regime == "cleaning").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_signature_counts_and_all_survive_a_restart()
    {
        using var directory = new FlowDirectory();
        using (SqliteFlowStore first = SqliteFlowStore.Open(directory.Path, time, NullLogger.Instance))
        {
            first.Keep(Signed("read holding-register 1", "ann"));
            first.Keep(Signed("read holding-register 2", "bob") with { Note = "with the crew" });
            first.Keep(Signed("read holding-register 3", "eve") with { Conduit = "other" });
        }

        using SqliteFlowStore again = SqliteFlowStore.Open(directory.Path, time, NullLogger.Instance);

        Assert.Equal([Signed("read holding-register 2", "bob") with { Note = "with the crew" }], again.Rehearsals("filling"));
    }

    [Fact]
    public void Gates_that_people_passed_over_are_shown_in_text_and_page()
    {
        EvidenceView report = Make() with { Overridden = [new EvidenceOverrideView("c-0007", "coverage", "bob", Start, "one <shift> only")] };

        Assert.Contains("OVERRIDDEN coverage in c-0007 by bob on 2026-03-02 06:00:00 UTC: one <shift> only", EvidenceText.Of(report), StringComparison.Ordinal);
        Assert.Contains("one &lt;shift&gt; only", EvidencePage.Of(report), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_judged_again_keeps_the_evidence_unready()
    {
        Assert.True(Gate(Make(), "parity").Passed);
        store.AllFlows.Add(new Flow
        {
            Id = "r-node",
            Conduit = "filling",
            Client = "10.20.0.11",
            Class = OperationClass.Read,
            Function = default,
            Times = 12,
            FirstSeen = Start.AddHours(1),
            LastSeen = Start.AddHours(2),
        });

        EvidenceGateView parity = Gate(Make(), "parity");

        Assert.False(parity.Passed);
        Assert.Contains("12 operations cannot be judged again", parity.Why[^1], StringComparison.Ordinal);
    }

    private static EvidenceGateView Gate(EvidenceView report, string name) => Assert.Single(report.Gates, gate => gate.Gate == name);

    private static SignedRehearsal Signed(string operations, string by) => new()
    {
        Conduit = "filling",
        Regime = "cleaning",
        Operations = operations,
        Digest = RehearsalList.DigestOf("filling", "cleaning", operations),
        By = by,
        At = Start.AddDays(-1),
    };

    private static RuleSet Rules { get; } = RuleSet.Compile(Given.Policy(
        new Rule
        {
            Id = "scada",
            Clients = [Given.Network("10.20.0.11/32")],
            Classes = OperationClasses.Write,
            Ranges = [Given.Holding(0, 99)],
            Values = [Given.Value(60, ProcessValueType.UInt16, 0, 100)],
        }));

    private void Sign(string operations) => store.Keep(Signed(operations, "ann"));

    private EvidenceView Make() => new EvidenceMaker(() => store, time).Make(new EvidenceQuestion
    {
        Site = Gateway.Plant.Site(),
        Conduit = "filling",
        Mode = "monitor",
        Rules = Rules,
        Live = Rules,
        LiveSince = Start,
        Plan = new CoveragePlan(["producing", "cleaning"], Episodes: 4, Flat: 1),
    });

    private void Wrote(string id, int address, double hour)
    {
        store.AllFlows.Add(new Flow
        {
            Id = id,
            Conduit = "filling",
            Client = "10.20.0.11",
            Class = OperationClass.Write,
            Function = new FunctionId(16),
            Unit = 1,
            Space = RegisterSpace.HoldingRegister,
            Address = address,
            Count = 1,
            Times = 1,
            FirstSeen = Start.AddHours(hour),
            LastSeen = Start.AddHours(hour),
        });
        store.AllOperations.Add(new RecordedOperation
        {
            Utc = Start.AddHours(hour),
            Flow = id,
            Data = new byte[] { 0, 42 },
            Verdict = VerdictWord.Allowed,
            Reason = address < 100 ? DecisionReason.Allowed : DecisionReason.Range,
            PolicyDigest = Rules.Policy!.Digest,
        });
    }
}
