using OtEdge.Core.Staging.Guarding;

namespace OtEdge.Core.Staging;

/// <summary>How a change begins.</summary>
public static class Proposing
{
    /// <summary>Takes a draft in, or says why not.</summary>
    /// <param name="draft">The change as a person wrote it, with an id, in <see cref="Stage.Draft"/>.</param>
    /// <param name="facts">What holds around it; drafts of the settings that give way to it are not in there.</param>
    public static Transition Start(StagedChange draft, ConduitFacts facts)
    {
        ChangeRefusal? refusal = StepGuards.ReasonIsGiven(draft.Reason)
            ?? CheckGuards.BaseIsThePresentOne(draft, facts)
            ?? CheckGuards.NoOtherIsInFlight(facts)
            ?? CheckGuards.SomethingChanges(draft)
            ?? CheckGuards.TargetIsNotBypass(draft.To);
        return refusal is not null
            ? new Transition(draft, [], refusal)
            : new Transition(
                draft.Enter(draft.Stage, draft.Author, $"proposed: {draft.Reason}"),
                [new ChangeEffect.Keep(MustBeDurable: false), new ChangeEffect.Announce()]);
    }
}
