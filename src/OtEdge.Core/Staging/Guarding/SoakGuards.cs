using OtEdge.Core.Staging.Governing;

namespace OtEdge.Core.Staging.Guarding;

/// <summary>Guards of the soak. Those of a step answer null when it may go on; the others say true when it must go back.</summary>
internal static class SoakGuards
{
    /// <summary>Real production was seen, or somebody says why not.</summary>
    internal static ChangeRefusal? CoverageIsMet(Fact? coverage, string? reason) =>
        coverage?.Holds == true || !string.IsNullOrWhiteSpace(reason)
            ? null
            : new ChangeRefusal(ChangeRefusalCode.SoakNotCovered, coverage?.Words ?? "its coverage was not looked at yet");

    /// <summary>True when the last process did not end in order.</summary>
    internal static bool ItWasUnclean(ChangeEvent.Restarted start) => !start.IsClean;

    /// <summary>The confirmations that are still missing.</summary>
    internal static IReadOnlyList<PlantFunction?> Missing(StagedChange change, IReadOnlyList<Approval> confirmations)
    {
        List<PlantFunction?> missing = [.. GovernanceRules.ConfirmationsFor(change.Terms.Governance)];
        foreach (Approval confirmation in confirmations)
        {
            missing.Remove(confirmation.For);
        }

        return missing;
    }
}
