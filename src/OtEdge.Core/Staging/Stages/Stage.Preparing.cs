namespace OtEdge.Core.Staging;

/// <content>What every stage before the trial has in common: nothing of the change is in force yet.</content>
public abstract partial record Stage
{
    // What the stage itself does not care about.
    private protected Transition BeforeTrial(StagedChange change, ChangeEvent happened) => happened switch
    {
        ChangeEvent.Edited edit => Edit(change, edit),
        ChangeEvent.Answered step => Answer(change, step),
        ChangeEvent.Withdrawn step => End(change, step, With("withdrawn", step.Reason)),
        ChangeEvent.Aborted step => End(change, step, With("aborted before it was in force", step.Reason)),
        ChangeEvent.BaseMoved moved when moved.Epoch != change.BaseEpoch => GoStale(change, moved.At, moved.Words),
        ChangeEvent.EvidenceStale stale when IsShadowed => DropEvidence(change, stale),
        ChangeEvent.Restarted when IsShadowed => new Transition(change, [new ChangeEffect.StartShadow()]),
        _ => WrongState(change, happened),
    };

    private protected Transition GoStale(StagedChange change, Moment at, string words) => Move(
        change, new Stale($"the posture beneath it moved: {words}") { Since = at.Wall }, null, $"went stale: {words}", Ended());

    private protected bool IsShadowed =>
        this is Shadowing || (this is Ready or Approved or Armed && Clearance is { Check.Tightens: true });

    private protected ChangeEffect[] Ended() => IsShadowed
        ? [new ChangeEffect.StopShadow(), new ChangeEffect.Keep(MustBeDurable: false), new ChangeEffect.Announce()]
        : [new ChangeEffect.Keep(MustBeDurable: false), new ChangeEffect.Announce()];

    // Steps towards a tightening are in the journal before anybody is told; a loosening does not wait for it.
    private protected static ChangeEffect[] Kept(Clearance clearance, params ChangeEffect[] more) =>
        [new ChangeEffect.Keep(clearance.Check.Tightens), .. more, new ChangeEffect.Announce()];

    private Transition End(StagedChange change, ChangeEvent.OfPerson step, string outcome) => Move(
        change, new Withdrawn($"{outcome} (by {step.By.Name})") { Since = step.At.Wall }, step.By.Name, outcome, Ended());

    private Transition Edit(StagedChange change, ChangeEvent.Edited edit)
    {
        StagedChange edited = change with { To = edit.To, Reason = edit.Reason.Trim(), Editors = EditorsWith(change, edit.By) };
        return Guarding.StepGuards.ReasonIsGiven(edit.Reason) is { } refusal
            ? Refuse(change, refusal)
            : Move(edited, new Draft { Since = edit.At.Wall }, edit.By.Name, With("edited", edit.Reason), Ended());
    }

    private Transition Answer(StagedChange change, ChangeEvent.Answered step)
    {
        if (Guarding.StepGuards.SomethingIsAnswered(step.Answers) is { } refusal)
        {
            return Refuse(change, refusal);
        }

        ChangeAnswer[] given = [.. step.Answers.Select(answer => answer with { Text = answer.Text.Trim() })];
        StagedChange answered = change with
        {
            Answers = [.. change.Answers.Where(old => given.All(one => one.Question != old.Question)), .. given],
            Editors = EditorsWith(change, step.By),
        };
        string about = string.Join(", ", given.Select(answer => ChangeWording.Word(answer.Question)));
        return Move(answered, new Draft { Since = step.At.Wall }, step.By.Name, $"answered: {about}", Ended());
    }

    // Who has a hand in a change does not approve it.
    private static IReadOnlyList<string> EditorsWith(StagedChange change, Governing.Actor by) =>
        Governing.Actor.IsSame(by.Name, change.Author) || change.Editors.Any(editor => Governing.Actor.IsSame(editor, by.Name))
            ? change.Editors
            : [.. change.Editors, by.Name];

    private Transition DropEvidence(StagedChange change, ChangeEvent.EvidenceStale stale)
    {
        var fresh = new Clearance(Clearance!.Check) { Overrides = [.. Clearance.Overrides.Where(one => one.Gate == GateOverride.Essential)] };
        return Move(
            change,
            new Checked(fresh) { Since = stale.At.Wall },
            null,
            $"evidence is stale: {stale.Words}",
            new ChangeEffect.StopShadow(),
            new ChangeEffect.Keep(MustBeDurable: false),
            new ChangeEffect.Announce());
    }
}
