using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging.Governing;

/// <summary>Who must agree to a change, by the profile that it was proposed under.</summary>
public static class GovernanceRules
{
    /// <summary>The approvals that a change needs: one entry each, the function asked for or null for anybody.</summary>
    /// <param name="governance">The profile.</param>
    /// <param name="touchesEssential">True when the conduit carries operations that are declared essential.</param>
    public static IReadOnlyList<PlantFunction?> ApprovalsFor(Governance governance, bool touchesEssential) => governance switch
    {
        Governance.Functions when touchesEssential => [PlantFunction.Operations, PlantFunction.Security, PlantFunction.Safety],
        Governance.Functions => [PlantFunction.Operations, PlantFunction.Security],
        _ => [null],
    };

    /// <summary>The change questions that a tightening has to answer before anybody approves it.</summary>
    public static IReadOnlyList<ChangeQuestion> QuestionsFor(Governance governance) =>
        governance == Governance.Functions ? Enum.GetValues<ChangeQuestion>() : [];

    /// <summary>The approvals that are still missing.</summary>
    public static IReadOnlyList<PlantFunction?> Missing(StagedChange change, Clearance clearance)
    {
        List<PlantFunction?> missing = [.. ApprovalsFor(change.Terms.Governance, clearance.Check.TouchesEssential)];
        foreach (Approval approval in clearance.Approvals)
        {
            missing.Remove(approval.For);
        }

        return missing;
    }

    /// <summary>The confirmations that end a soak.</summary>
    public static IReadOnlyList<PlantFunction?> ConfirmationsFor(Governance governance) =>
        governance == Governance.Functions ? [PlantFunction.Operations, PlantFunction.Security] : [null];

    /// <summary>The function that arms, extends and confirms a trial; null: anybody.</summary>
    public static PlantFunction? Running(Governance governance) =>
        governance == Governance.Functions ? PlantFunction.Operations : null;
}
