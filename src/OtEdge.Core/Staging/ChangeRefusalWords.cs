namespace OtEdge.Core.Staging;

/// <summary>Says why a step was not taken, what was expected and what to do; the only place that does.</summary>
public static class ChangeRefusalWords
{
    /// <summary>A few words for a heading.</summary>
    public static string Title(ChangeRefusal refusal) => refusal.Code switch
    {
        ChangeRefusalCode.WrongState => "Step does not fit",
        ChangeRefusalCode.Overtaken => "Somebody was faster",
        ChangeRefusalCode.NothingChanges => "Nothing would change",
        ChangeRefusalCode.AnotherInFlight => "Another change is in flight",
        ChangeRefusalCode.BaseMoved => "Change is stale",
        ChangeRefusalCode.Bypass => "No change leads to bypass",
        ChangeRefusalCode.Mixed => "Loosen first, tighten later",
        ChangeRefusalCode.TwoSteps => "One step at a time",
        ChangeRefusalCode.UnreachableRule => "Unreachable rule",
        ChangeRefusalCode.EssentialLost => "Essential operation",
        ChangeRefusalCode.QuestionsOpen => "Questions are open",
        ChangeRefusalCode.NoAnswer => "Nothing is answered",
        ChangeRefusalCode.EmptyPlan => "Nothing to cover",
        ChangeRefusalCode.NotReady => "Not ready",
        ChangeRefusalCode.OtherReport => "Evidence of another change",
        ChangeRefusalCode.NothingToOverride => "Nothing to override",
        ChangeRefusalCode.NoReason => "No reason",
        ChangeRefusalCode.OwnChange => "Own change",
        ChangeRefusalCode.SpokenAlready => "Spoken already",
        ChangeRefusalCode.OtherDigest => "Not what stands",
        ChangeRefusalCode.FunctionNotAsked => "Function not asked",
        ChangeRefusalCode.FunctionNotHeld => "Function not held",
        ChangeRefusalCode.NotApproved => "Not approved",
        ChangeRefusalCode.ApprovalsExpired => "Approvals are too old",
        ChangeRefusalCode.ConflictSet => "Conflict set is taken",
        ChangeRefusalCode.GlassBroken => "Break-glass holds",
        ChangeRefusalCode.ConduitDown => "Conduit is down",
        ChangeRefusalCode.NotFit => "Not now",
        ChangeRefusalCode.OtherToken => "Another trial",
        ChangeRefusalCode.TooLate => "Too late",
        ChangeRefusalCode.ExtendedTooOften => "No extension left",
        ChangeRefusalCode.SoakNotCovered => "Soak is not covered",
        _ => "Evidence is stale",
    };

    /// <summary>The whole sentence.</summary>
    /// <param name="change">The change that the step was about.</param>
    /// <param name="refusal">Why it was not taken.</param>
    public static string Of(StagedChange change, ChangeRefusal refusal) => refusal.Code switch
    {
        ChangeRefusalCode.WrongState => $"{Standing(change)}, so there is nothing to {Verb(refusal)}; {Expected(change)}.",
        ChangeRefusalCode.Overtaken => $"{Standing(change)} since you looked at it; look again: otedge changes show {change.Id}.",
        ChangeRefusalCode.NothingChanges => $"{change.Conduit} already stands as proposed.",
        ChangeRefusalCode.AnotherInFlight => $"{change.Conduit} already has {All(refusal)}; confirm, abort or withdraw that first.",
        ChangeRefusalCode.BaseMoved =>
            $"it was based on epoch {Fact(refusal, 0)} of {change.Conduit}, which has moved on to {Fact(refusal, 1)}; look at "
            + $"otedge changes {change.Conduit} and propose it again.",
        ChangeRefusalCode.Bypass =>
            $"bypass is left to emergencies (otedge break-glass {change.Conduit}); to stop refusing, propose --mode monitor.",
        ChangeRefusalCode.Mixed => $"it would refuse more and allow more at once. Split it: {All(refusal)}.",
        ChangeRefusalCode.TwoSteps => $"it takes {refusal.Facts.Count} steps at once ({All(refusal)}); propose them one after the other.",
        ChangeRefusalCode.UnreachableRule => $"its policy has rules that can never decide anything: {All(refusal)}; take them out or move them.",
        ChangeRefusalCode.EssentialLost =>
            $"it would refuse what {change.Conduit} declares essential: {All(refusal)}; allow it in the policy, or name the risk "
            + "assessment that covers it: --override TEXT.",
        ChangeRefusalCode.QuestionsOpen =>
            $"governance {Profile(change)} asks: {string.Join(" ", refusal.Facts)} "
            + (change.Id.Length == 0 ? "Answer with the proposal: --benefit TEXT and so on." : $"Answer with: otedge change answer {change.Id} --benefit TEXT and so on."),
        ChangeRefusalCode.NoAnswer => "nothing is answered: give at least one of --benefit, --harm, --notice, --way-back and --told, with words.",
        ChangeRefusalCode.EmptyPlan => "the coverage plan names no regime; with none configured, shifts are counted.",
        ChangeRefusalCode.NotReady => $"{All(refusal)}; wait, mend it, or pass over it for good with --override TEXT.",
        ChangeRefusalCode.OtherReport => $"the evidence is about an earlier version of {change.Id}; it is gathered again.",
        ChangeRefusalCode.NothingToOverride => "every gate is met; go on without --override.",
        ChangeRefusalCode.NoReason => "this step is kept for good and needs a reason: --reason TEXT.",
        _ => OfPeopleAndPlant(change, refusal),
    };

    private static string OfPeopleAndPlant(StagedChange change, ChangeRefusal refusal) => refusal.Code switch
    {
        ChangeRefusalCode.OwnChange => $"{change.Author} proposed it, so somebody else decides on it (governance: {Profile(change)}).",
        ChangeRefusalCode.SpokenAlready => "you have said yes already, and one person speaks once; ask another.",
        ChangeRefusalCode.OtherDigest =>
            $"{change.Id} is not what you looked at any more; look again (otedge changes show {change.Id}) and approve {Short(refusal)}.",
        ChangeRefusalCode.FunctionNotAsked => $"it is for {All(refusal)} to say.",
        ChangeRefusalCode.FunctionNotHeld => $"you do not speak for {All(refusal)}; see otedge users list.",
        ChangeRefusalCode.NotApproved => $"{change.Id} still needs the approval of {string.Join(" and ", refusal.Facts)}: otedge change approve {change.Id}.",
        ChangeRefusalCode.ApprovalsExpired => $"the approvals of {All(refusal)} are older than {Days(change)} days; ask them again.",
        ChangeRefusalCode.ConflictSet => $"{All(refusal)} of the same conflict set or campaign has a change under way; wait until it is confirmed or went back.",
        ChangeRefusalCode.GlassBroken => $"break-glass holds on {change.Conduit}; end that first.",
        ChangeRefusalCode.ConduitDown =>
            $"{change.Conduit} does not listen, so a trial would show nothing; see otedge status and mend that first.",
        ChangeRefusalCode.NotFit => $"{All(refusal)}",
        ChangeRefusalCode.OtherToken => $"that is the token of another trial; see otedge changes show {change.Id}.",
        ChangeRefusalCode.TooLate => $"the trial's time is up and {change.Conduit} has gone back; propose it again.",
        ChangeRefusalCode.ExtendedTooOften => $"it was extended {ChangeTerms.ExtensionsMax} times already; confirm or abort it.",
        ChangeRefusalCode.SoakNotCovered => $"{All(refusal)}; wait, or confirm with --override TEXT.",
        _ => $"{All(refusal)}: check that names still mean the same registers, then abort {change.Id} and gather evidence anew.",
    };

    private static string Standing(StagedChange change)
    {
        string state = $"{change.Id} is {ChangeWording.Of(change.State)}";
        return change.History is [.., var last] ? $"{state} ({last.What}{(last.By is { } by ? $", by {by}" : "")}, {last.At.UtcDateTime:HH:mm:ss} UTC)" : state;
    }

    private static string Expected(StagedChange change) => change.State switch
    {
        ChangeState.Draft => $"check it first: otedge change check {change.Id}",
        ChangeState.Checked or ChangeState.Shadowing => "wait until it is ready, or withdraw it",
        ChangeState.Ready => "it waits for approvals; withdraw ends it",
        ChangeState.Approved => $"start it with: otedge change arm {change.Id}",
        ChangeState.Armed => "it waits for the plant; withdraw ends it",
        ChangeState.Trial => "confirm, extend or abort it",
        ChangeState.Soak => "confirm or abort it",
        _ => "it has ended",
    };

    private static string Verb(ChangeRefusal refusal) => Fact(refusal, 0) switch
    {
        nameof(ChangeEvent.Approved) => "approve",
        nameof(ChangeEvent.Rejected) => "reject",
        nameof(ChangeEvent.Armed) => "arm",
        nameof(ChangeEvent.Extended) => "extend",
        nameof(ChangeEvent.Confirmed) => "confirm",
        nameof(ChangeEvent.Edited) => "edit",
        nameof(ChangeEvent.Answered) => "answer",
        nameof(ChangeEvent.Withdrawn) => "withdraw",
        nameof(ChangeEvent.Aborted) => "abort",
        nameof(ChangeEvent.GatesOverridden) => "override",
        _ => "take back",
    };

    private static string All(ChangeRefusal refusal) => string.Join("; ", refusal.Facts);

    private static string Fact(ChangeRefusal refusal, int at) => at < refusal.Facts.Count ? refusal.Facts[at] : "";

    private static string Short(ChangeRefusal refusal) => Fact(refusal, 0) is { Length: > 12 } digest ? digest[..12] : Fact(refusal, 0);

    private static string Profile(StagedChange change) => change.Terms.Governance.ToString().ToLowerInvariant();

    private static int Days(StagedChange change) => (int)change.Terms.ApprovalsLast.TotalDays;
}
