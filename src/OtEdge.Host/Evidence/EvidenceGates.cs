using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Traffic.Coverage;

namespace OtEdge.Host.Evidence;

/// <summary>The readiness gates: each says whether it is passed, and why.</summary>
internal static class EvidenceGates
{
    private const int NamedMax = 5;

    /// <summary>Asks all of them.</summary>
    public static EvidenceGateView[] Ask(EvidenceFacts facts) =>
    [
        Triage(facts),
        Coverage(facts),
        Discovery(facts),
        Parity(facts),
        Probe(facts),
        Freshness(facts),
    ];

    private static EvidenceGateView Triage(EvidenceFacts facts)
    {
        string[] open =
        [
            .. facts.Review.Flows
                .Where(flow => facts.Triage.SaidOf(flow.Flow) is null)
                .Select(flow => flow.Flow.Id),
        ];
        string[] legitimate =
        [
            .. facts.Review.Flows
                .Where(flow => facts.Triage.SaidOf(flow.Flow)?.Decision == TriageDecision.Allow)
                .Select(flow => flow.Flow.Id),
        ];
        var why = new List<string>();
        if (open.Length > 0)
        {
            why.Add($"Of {Some(open)} nobody has said yet whether it is legitimate or meant to be refused.");
        }

        if (legitimate.Length > 0)
        {
            why.Add($"The policy still refuses {Some(legitimate)}, which people call legitimate.");
        }

        return new EvidenceGateView("triage", why.Count == 0, why.Count > 0 ? why :
        [
            facts.Review.Flows.Count == 0 ? "Nothing would be refused." : $"All {facts.Review.Flows.Count} flows that would be refused are meant to be.",
        ]);
    }

    private static EvidenceGateView Coverage(EvidenceFacts facts)
    {
        IReadOnlyList<string> missing = CoverageWords.Missing(facts.Coverage);
        return new EvidenceGateView(
            "coverage",
            facts.Coverage.IsEnough,
            missing.Count > 0
                ? [.. missing, CoverageWords.Worst(facts.Coverage)]
                : [facts.Question.Plan.Episodes == 1 ? "An episode of every regime was seen." : $"{facts.Question.Plan.Episodes} episodes of every regime were seen.", CoverageWords.Worst(facts.Coverage)]);
    }

    private static EvidenceGateView Discovery(EvidenceFacts facts)
    {
        IReadOnlyList<string> still = CoverageWords.StillNew(facts.Coverage);
        return new EvidenceGateView(
            "discovery",
            facts.Coverage.IsFlat,
            still.Count > 0 ? still : [$"No new flow in the last {facts.Question.Plan.Flat} episodes of any regime."]);
    }

    private static EvidenceGateView Parity(EvidenceFacts facts)
    {
        ParityCheck parity = facts.Parity;
        var why = new List<string>
        {
            parity.Checked == 0
                ? "No recorded decision of the live rules could be compared: nothing shows yet that replay decides as live does."
                : parity.Different == 0
                    ? $"Judging the record again gives all {parity.Checked:N0} decisions of the live rules."
                    : $"{parity.Different:N0} of {parity.Checked:N0} decisions came out otherwise, the first: {parity.First}.",
        };
        if (parity.Unknowable > 0)
        {
            why.Add($"{parity.Unknowable:N0} decisions rest on values that are not recorded and were not compared.");
        }

        if (parity.OtherRules > 0)
        {
            why.Add($"{parity.OtherRules:N0} decisions were made by former rules or none and were not compared.");
        }

        if (facts.NotJudged > 0)
        {
            why.Add($"{facts.NotJudged:N0} operations cannot be judged again, because too little is recorded of them: nothing in this report is about them.");
        }

        return new EvidenceGateView("parity", parity.Holds && facts.NotJudged == 0, why);
    }

    private static EvidenceGateView Probe(EvidenceFacts facts) => new(
        "probe",
        facts.Probe.Holds,
        [facts.Probe.Holds ? $"Off the wire, the live rules refuse what nobody may do: {facts.Probe.Text}." : $"Off the wire: {facts.Probe.Text}."]);

    private static EvidenceGateView Freshness(EvidenceFacts facts)
    {
        var why = new List<string>();
        if (facts.Fault is { } fault)
        {
            why.Add($"The record is not written: {fault}");
        }

        if (facts.LastEpisode is not { To: null })
        {
            why.Add("No episode lasts at this moment: the regimes are not told.");
        }

        return new EvidenceGateView("freshness", why.Count == 0, why.Count > 0 ? why :
        [
            "The record is written, and an episode lasts at this moment.",
            "All of it was judged again by the policy of this report.",
        ]);
    }

    private static string Some(string[] flows) =>
        flows.Length == 1 ? $"1 flow ({flows[0]})"
            : flows.Length <= NamedMax
            ? $"{flows.Length} flows ({string.Join(", ", flows)})"
            : $"{flows.Length} flows ({string.Join(", ", flows.Take(NamedMax))}, ...)";
}
