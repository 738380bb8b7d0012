using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging.Guarding;

/// <summary>Guards of approvals and of who may take a step. Each answers null when the step may go on.</summary>
internal static class ApprovalGuards
{
    /// <summary>Nobody approves the own change, but in `solo`.</summary>
    internal static ChangeRefusal? NotTheOwnChange(StagedChange change, Actor by) =>
        change.Terms.Governance != Governance.Solo
        && (Actor.IsSame(by.Name, change.Author) || change.Editors.Any(editor => Actor.IsSame(by.Name, editor)))
            ? new ChangeRefusal(ChangeRefusalCode.OwnChange)
            : null;

    /// <summary>Nobody speaks twice.</summary>
    internal static ChangeRefusal? NotSpokenAlready(IReadOnlyList<Approval> approvals, Actor by) =>
        approvals.Any(approval => Actor.IsSame(approval.By, by.Name)) ? new ChangeRefusal(ChangeRefusalCode.SpokenAlready) : null;

    /// <summary>An approval is for exactly what stands.</summary>
    internal static ChangeRefusal? DigestIsTheOneAskedFor(StagedChange change, Clearance clearance, string digest)
    {
        string asked = ChangeDigest.OfApproval(change, clearance);
        return digest != asked ? new ChangeRefusal(ChangeRefusalCode.OtherDigest, asked) : null;
    }

    /// <summary>Who speaks for a function holds it.</summary>
    internal static ChangeRefusal? FunctionIsHeld(StagedChange change, PlantFunction? function, Actor by) =>
        change.Terms.Governance == Governance.Functions && function is { } named && !by.Functions.Contains(named)
            ? new ChangeRefusal(ChangeRefusalCode.FunctionNotHeld, ChangeWording.Of(named))
            : null;

    /// <summary>A function that nobody asks, or that has spoken, adds nothing.</summary>
    internal static ChangeRefusal? FunctionIsAsked(IReadOnlyList<PlantFunction?> missing, PlantFunction? function) =>
        missing.Contains(null) || missing.Contains(function)
            ? null
            : new ChangeRefusal(ChangeRefusalCode.FunctionNotAsked, [.. missing.Select(ChangeWording.Of)]);

    /// <summary>Only those who are asked for their approval can reject.</summary>
    internal static ChangeRefusal? SpeaksForSomeoneAsked(StagedChange change, Clearance clearance, Actor by)
    {
        IReadOnlyList<PlantFunction?> asked = GovernanceRules.ApprovalsFor(change.Terms.Governance, clearance.Check.TouchesEssential);
        return asked.Any(function => function is null || by.Functions.Contains(function.Value))
            ? null
            : new ChangeRefusal(ChangeRefusalCode.FunctionNotAsked, [.. asked.Select(ChangeWording.Of)]);
    }

    /// <summary>Under `functions` operations start, extend and confirm trials: they stand beside the line.</summary>
    internal static ChangeRefusal? SpeaksForOperations(StagedChange change, Actor by) =>
        GovernanceRules.Running(change.Terms.Governance) is { } running && !by.Functions.Contains(running)
            ? new ChangeRefusal(ChangeRefusalCode.FunctionNotHeld, ChangeWording.Of(running))
            : null;

    /// <summary>Every approval that is asked for was given.</summary>
    internal static ChangeRefusal? EveryApprovalIsThere(StagedChange change, Clearance clearance)
    {
        IReadOnlyList<PlantFunction?> missing = GovernanceRules.Missing(change, clearance);
        return missing.Count > 0
            ? new ChangeRefusal(ChangeRefusalCode.NotApproved, [.. missing.Select(ChangeWording.Of)])
            : null;
    }

    /// <summary>Approvals grow old.</summary>
    internal static ChangeRefusal? ApprovalsAreFresh(StagedChange change, Clearance clearance, Moment at) =>
        ApprovalsHaveExpired(change, clearance, at)
            ? new ChangeRefusal(ChangeRefusalCode.ApprovalsExpired, [.. clearance.Approvals.Select(approval => approval.By)])
            : null;

    /// <summary>True when an approval is too old; one from further ahead than that comes from another clock and counts no more either.</summary>
    internal static bool ApprovalsHaveExpired(StagedChange change, Clearance clearance, Moment at) =>
        clearance.Approvals.Any(approval => (at.Wall - approval.At).Duration() > change.Terms.ApprovalsLast);

    /// <summary>The first missing function that a person holds; null: none, or none is asked for.</summary>
    internal static PlantFunction? SeatOf(IReadOnlyList<PlantFunction?> missing, Actor by) =>
        missing.FirstOrDefault(function => function is { } named && by.Functions.Contains(named));
}
