using OtEdge.Console.Api;
using OtEdge.Core.Staging;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Changes;

/// <summary>Finds the change that a step is meant for.</summary>
/// <param name="deck">The conduits.</param>
/// <param name="ledger">Knows changes that have ended.</param>
internal sealed class ChangeFinder(ConduitDeck deck, Ledger ledger)
{
    /// <summary>The id that stands for the newest change that fits.</summary>
    public const string Last = "last";

    private static readonly ChangeState[] Before =
        [ChangeState.Draft, ChangeState.Checked, ChangeState.Shadowing, ChangeState.Ready, ChangeState.Approved];

    /// <summary>The change of an id, or the newest that the step fits.</summary>
    public Answer<FoundChange> Find(string id, ChangeStep step)
    {
        if (id != Last)
        {
            return deck.All.FirstOrDefault(live => live.State.InFlight?.Id == id) is { State.InFlight: { } change } holder
                ? new FoundChange(holder, change)
                : Ended(id, step);
        }

        ChangeState[] fitting = FittingStates(step);
        FoundChange? newest = deck.All
            .Where(live => live.State.InFlight is { } change && fitting.Contains(change.State))
            .Select(live => new FoundChange(live, live.State.InFlight!))
            .MaxBy(found => found.Change.StateAt);
        return newest is not null
            ? newest
            : ChangeRefusals.Conflict(
                "No such change",
                $"no change is in {string.Join(" or ", fitting.Select(ChangeWording.Of))}, so there is none to {Words.Of(step)}; see otedge changes.{WayBack(step)}");
    }

    private static string WayBack(ChangeStep step) => step is ChangeStep.Abort or ChangeStep.Hurt
        ? " What is confirmed goes back with: otedge change rollback CONDUIT --reason TEXT --yes; in an emergency with: otedge break-glass CONDUIT"
        : "";

    private static ChangeState[] FittingStates(ChangeStep step) => step switch
    {
        ChangeStep.Check => [ChangeState.Draft, ChangeState.Checked, ChangeState.Shadowing],
        ChangeStep.Approve or ChangeStep.Reject => [ChangeState.Ready, ChangeState.Shadowing],
        ChangeStep.Arm => Before,
        ChangeStep.Answer => [ChangeState.Draft],
        ChangeStep.Withdraw => [.. Before, ChangeState.Armed],
        ChangeStep.Extend => [ChangeState.Trial],
        _ => [ChangeState.Trial, ChangeState.Soak],
    };

    // After a restart the evidence and the approvals still hold, so arming the change again is one step.
    private Answer<FoundChange> Ended(string id, ChangeStep step)
    {
        if (ledger.Journal.Change(id) is not { } change)
        {
            return Unknown.Named("change", id, deck.All.Select(live => live.State.InFlight?.Id).OfType<string>());
        }

        LiveConduit? live = deck.All.FirstOrDefault(other => other.Name == change.Conduit);
        return step == ChangeStep.Arm && live is { State.InFlight: null } && change.Stage is Stage.RolledBack { Cause: RollbackCause.Restart }
            ? new FoundChange(live, change)
            : ChangeRefusals.Conflict(
                "Step does not fit",
                $"{change.Id} is {ChangeWording.Of(change.State)}: it has ended ({change.Outcome}), there is nothing to {Words.Of(step)}.");
    }
}
