using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Core.Zones;


namespace OtEdge.Host.Changes;

/// <summary>Takes, in thought, every step towards the trial that one person may take.</summary>
/// <param name="By">The person.</param>
/// <param name="Now">The moment.</param>
internal sealed record ChangeClimb(Actor By, Moment Now)
{
    /// <summary>What the check found.</summary>
    public required ChangeCheck Check { get; init; }

    /// <summary>What must be covered.</summary>
    public required CoveragePlan Plan { get; init; }

    /// <summary>What the gates say; null: they were not asked, because nothing tightens.</summary>
    public ReadinessReport? Report { get; init; }

    /// <summary>Reason for overriding unmet gates, which may name a risk assessment; null: none.</summary>
    public string? Override { get; init; }

    /// <summary>Reference of a risk assessment; null: none.</summary>
    public string? RiskAssessment { get; init; }

    /// <summary>Version of the change that the person had before them; null: they did not say.</summary>
    public long? Seen { get; init; }

    /// <summary>Has a draft checked.</summary>
    public bool Look(ChangePath path) => path.Change.Stage is not Stage.Draft || path.Take(new ChangeEvent.Checked(Now, Check, RiskAssessment ?? Override));

    /// <summary>Has a change checked and its gates asked.</summary>
    public bool Prepare(ChangePath path)
    {
        if (!Look(path))
        {
            return false;
        }

        if (path.Change.Stage is Stage.Checked && !path.Take(new ChangeEvent.ShadowStarted(Now, Plan)))
        {
            return false;
        }

        if (path.Change.Stage is not Stage.Shadowing || Report is null)
        {
            return true;
        }

        return Override is not null && Report.Unmet.Any()
            ? path.Take(new ChangeEvent.GatesOverridden(Now, By, Report, Override))
            : path.Take(new ChangeEvent.GatesSeen(Now, Report));
    }

    /// <summary>Climbs as far as governance lets this person; unmet gates refuse.</summary>
    /// <param name="path">The steps.</param>
    /// <param name="facts">What holds around the change.</param>
    /// <param name="fitness">Asks the plant.</param>
    /// <param name="mustArm">True: it is refused where somebody else's word is missing; false: it waits there.</param>
    public bool Climb(ChangePath path, ConduitFacts facts, Func<StagedChange, Fitness> fitness, bool mustArm)
    {
        // What was ready a week ago may not be any more.
        bool isReturn = path.Change.Stage is Stage.RolledBack;
        if (path.Change.Stage is Stage.Ready or Stage.Approved && Report is not null && !path.Take(new ChangeEvent.GatesSeen(Now, Report)))
        {
            return false;
        }

        if (!Prepare(path))
        {
            return false;
        }

        if (path.Change is { Stage: Stage.Ready, Terms.Governance: Governance.Solo }
            && !path.Take(new ChangeEvent.Approved(Now, By, null, ChangeDigest.OfApproval(path.Change, path.Change.Stage.Clearance!))))
        {
            return false;
        }

        if (path.Change.Stage is Stage.Ready && !mustArm)
        {
            return true;
        }

        if (path.Change.Stage is not Stage.Armed && !path.Take(new ChangeEvent.Armed(Now, By, facts) { Seen = Seen }))
        {
            return false;
        }

        if (isReturn && Report is not null && !path.Take(new ChangeEvent.GatesSeen(Now, Report)))
        {
            return false;
        }

        return path.Change.Stage is not Stage.Armed || path.Take(new ChangeEvent.FitnessSeen(Now, facts, fitness(path.Change)));
    }
}
