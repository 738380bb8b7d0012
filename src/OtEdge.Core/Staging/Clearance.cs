using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Traffic.Coverage;

namespace OtEdge.Core.Staging;

/// <summary>What a change has gathered on its way: what was checked, how ready it was, who overrode what and who approved.</summary>
/// <param name="Check">What the check found.</param>
public sealed record Clearance(ChangeCheck Check)
{
    /// <summary>What must be covered, frozen when shadowing started; null: not yet, or nothing needs to be.</summary>
    public CoveragePlan? Plan { get; init; }

    /// <summary>The report that made it ready; null: not yet, or nothing needed to be asked.</summary>
    public ReadinessReport? Readiness { get; init; }

    /// <summary>Gates that people passed over.</summary>
    public IReadOnlyList<GateOverride> Overrides { get; init; } = [];

    /// <summary>Approvals so far.</summary>
    public IReadOnlyList<Approval> Approvals { get; init; } = [];
}
