namespace OtEdge.Core.Staging;

/// <content>What trial and soak have in common: the target is in force, and going back is one step.</content>
public abstract partial record Stage
{
    // Going back comes first and waits for nothing.
    private protected Transition GoBack(StagedChange change, ChangeEvent happened, RollbackCause cause, string outcome)
    {
        string? by = happened is ChangeEvent.OfPerson step ? step.By.Name : null;
        return Move(
            change,
            new RolledBack(cause, by is null ? outcome : $"{outcome} (by {by})")
            {
                Since = happened.At.Wall,
                Cleared = Clearance,
                CanReturn = cause == RollbackCause.Restart && this is Trial { StaleEvidence: null } or Soak { StaleEvidence: null },
            },
            by,
            $"went back: {outcome}",
            new ChangeEffect.GoBack(),
            new ChangeEffect.Keep(MustBeDurable: false),
            new ChangeEffect.Announce());
    }

    private protected Transition WhileInForce(StagedChange change, ChangeEvent happened) => happened switch
    {
        ChangeEvent.Aborted step => GoBack(change, step, RollbackCause.Aborted, With("aborted", step.Reason)),
        ChangeEvent.Hurt step => GoBack(change, step, RollbackCause.Hurt, With("it hurt", step.Words)),
        ChangeEvent.GlassBroken glass => GoBack(change, glass, RollbackCause.GlassBroken, With("break-glass", glass.Words)),
        ChangeEvent.BaseMoved moved when moved.Epoch != change.BaseEpoch =>
            GoBack(change, moved, RollbackCause.BaseMoved, $"the posture beneath it moved: {moved.Words}"),
        _ => WrongState(change, happened),
    };
}
