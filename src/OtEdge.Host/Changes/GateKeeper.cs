using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Host.Evidence;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Changes;

/// <summary>Asks what the record says: how ready a change is, and how far its soak has come. It reads much, so never with the turn.</summary>
/// <param name="evidence">Makes reports.</param>
/// <param name="shelf">The policies.</param>
/// <param name="record">The record, with all that was seen up to now.</param>
/// <param name="soakEpisodes">Episodes of every regime that a soak lasts.</param>
internal sealed class GateKeeper(EvidenceDesk evidence, PolicyShelf shelf, Func<IFlowStore> record, Func<int> soakEpisodes)
{
    /// <summary>What must be covered before a change is ready.</summary>
    public CoveragePlan Plan => evidence.Plan;

    /// <summary>What the readiness gates say of a change.</summary>
    /// <param name="live">Its conduit.</param>
    /// <param name="change">The change.</param>
    public Answer<ReadinessReport> Ask(LiveConduit live, StagedChange change)
    {
        RuleSet rules = shelf.Rules(change.To.PolicyDigest) ?? RuleSet.None;
        try
        {
            EvidenceView seen = evidence.Of(live, rules, change.Stage.Clearance?.Plan ?? Plan);
            return new ReadinessReport(
                change.Digest,
                seen.Digest ?? "",
                seen.MadeAt,
                [.. seen.Gates.Select(gate => new GateAnswer(gate.Gate, gate.Passed, gate.Why))]);
        }
        catch (IOException fault)
        {
            return new Refusal(RefusalKind.Failed, "No evidence", $"the record cannot be read, so nothing is ready: {fault.Message}");
        }
    }

    /// <summary>How far a soak has come.</summary>
    /// <param name="change">A change in soak.</param>
    /// <param name="now">The moment.</param>
    public Fact SoakOf(StagedChange change, DateTimeOffset now)
    {
        IReadOnlyList<string> regimes = (change.Stage.Clearance?.Plan ?? Plan).Regimes;
        DateTimeOffset since = ChangeViews.InForceSince(change);
        try
        {
            IFlowStore store = record();
            CoverageReport report = CoverageCount.Of(
                new CoveragePlan(regimes, soakEpisodes(), 0),
                new CoverageEvidence(since, now) { Episodes = store.Episodes(since, now), Gaps = store.Gaps(change.Conduit, since, now) });
            IReadOnlyList<string> missing = CoverageWords.Missing(report);
            return missing.Count == 0
                ? Fact.True(soakEpisodes() == 1 ? "In force through a whole episode of every regime." : $"In force through {soakEpisodes()} whole episodes of every regime.")
                : Fact.False(string.Join(" ", missing));
        }
        catch (IOException fault)
        {
            return Fact.Unknown($"The record cannot be read: {fault.Message}");
        }
    }
}
