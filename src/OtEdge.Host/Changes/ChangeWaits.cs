using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Changes;

/// <summary>Says what holds a change up, one sentence each.</summary>
internal static class ChangeWaits
{
    /// <summary>What it waits for; empty: nothing, or it has ended.</summary>
    public static IReadOnlyList<string> Of(StagedChange change) => change.Stage switch
    {
        Stage.Draft when change.OpenQuestions.Any() => [.. change.OpenQuestions.Select(question => $"An answer: {ChangeWording.Of(question)}")],
        Stage.Draft => ["It was not checked yet."],
        Stage.Shadowing { Seen: null } => ["The readiness gates were not asked yet."],
        Stage.Shadowing { Seen: { } seen } => [.. seen.Unmet.Select(gate => $"{gate.Gate}: {string.Join(" ", gate.Why)}")],
        Stage.Ready when change.Terms.Governance == Governance.Solo => ["Anybody's word: governance is solo."],
        Stage.Ready ready => [$"The approval of {Names(GovernanceRules.Missing(change, ready.Cleared))}."],
        Stage.Approved => ["Somebody to arm it."],
        Stage.Armed { Blocks.Count: > 0 } armed => [.. armed.Blocks.Select(block => ChangeRefusalWords.Of(change, block))],
        Stage.Armed => ["A look at window, interlocks and guards."],
        Stage.Trial => ["A confirmation, before its time is up."],
        Stage.Soak { Coverage.Holds: true } soak => [$"The last confirmation{By(SoakMissing(change, soak))}."],
        Stage.Soak { Coverage: { } coverage } => [$"Production to run through it: {coverage.Words}"],
        Stage.Soak => ["Production to run through it."],
        _ => [],
    };

    private static List<PlantFunction?> SoakMissing(StagedChange change, Stage.Soak soak)
    {
        List<PlantFunction?> missing = [.. GovernanceRules.ConfirmationsFor(change.Terms.Governance)];
        foreach (Approval given in soak.Confirmations)
        {
            missing.Remove(given.For);
        }

        return missing;
    }

    private static string Names(IReadOnlyList<PlantFunction?> functions) => string.Join(" and ", functions.Select(ChangeWording.Of));

    private static string By(List<PlantFunction?> functions) => functions is [null] ? "" : $", by {Names(functions)}";
}
