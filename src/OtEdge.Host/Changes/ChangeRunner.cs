using OtEdge.Console.Api;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Changes;

/// <summary>
/// Does what the steps of a change ask for, effect by effect: what tightens is in the journal before the data plane hears of it;
/// what goes back waits for nothing. The caller has the turn.
/// </summary>
/// <param name="deck">The conduits.</param>
/// <param name="ledger">The way to the journal.</param>
/// <param name="news">Tells listeners.</param>
/// <param name="clock">Wakes when a trial's time is up.</param>
internal sealed class ChangeRunner(ConduitDeck deck, Ledger ledger, ConduitNews news, TrialClock clock)
{
    /// <summary>The way to the journal.</summary>
    public Ledger Ledger => ledger;

    /// <summary>Called with a conduit when its change has ended.</summary>
    public Action<LiveConduit> Ended { get; set; } = static _ => { };

    /// <summary>Takes one step with the change in flight on a conduit.</summary>
    /// <returns>The change after it, or why it was not taken.</returns>
    public Answer<StagedChange> Take(LiveConduit live, ChangeEvent happened)
    {
        var path = new ChangePath(live.State.InFlight!);
        return path.Take(happened) ? Do(live, path) : ChangeRefusals.Of(path.Change, path.Refusal!);
    }

    /// <summary>Withdraws a draft of the settings; nothing is offered in its place.</summary>
    public void Drop(LiveConduit live, string why)
    {
        var path = new ChangePath(live.State.InFlight!);
        if (path.Take(new ChangeEvent.Withdrawn(ledger.Moment, new Actor(SettingsDraft.Author, []), why)))
        {
            DoSteps(live, path);
        }
    }

    /// <summary>Makes a change the one in flight on a conduit, as it was proposed.</summary>
    /// <returns>The change, or why it could not be written.</returns>
    public Answer<StagedChange> Begin(LiveConduit live, StagedChange draft, bool mustBeDurable)
    {
        if (mustBeDurable && ledger.TryNow(journal => journal.Commit(draft)) is { } fault)
        {
            return ChangeRefusals.Unwritten(fault);
        }

        if (!mustBeDurable)
        {
            ledger.NowOrLater($"Change {draft.Id}", journal => journal.Commit(draft));
        }

        live.State = live.State with { InFlight = draft };
        news.Tell(live, draft);
        return draft;
    }

    /// <summary>Does every step of a path.</summary>
    /// <returns>The change after the last step that could be done, or why one could not be written.</returns>
    public Answer<StagedChange> Do(LiveConduit live, ChangePath path)
    {
        if (DoSteps(live, path) is { } refusal)
        {
            return refusal;
        }

        if (!path.Change.IsInFlight)
        {
            Ended(live);
        }

        return path.Change;
    }

    private Refusal? DoSteps(LiveConduit live, ChangePath path)
    {
        foreach (Transition step in path.Steps)
        {
            if (Do(live, step) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private Refusal? Do(LiveConduit live, Transition step)
    {
        StagedChange change = step.Next;
        ConduitState before = live.State;
        ConduitRecord confirmed = before.Confirmed;
        foreach (ChangeEffect effect in step.Effects)
        {
            switch (effect)
            {
                case ChangeEffect.Keep keep:
                    if (Keep(change, keep, keep.Confirms ? RecordAfter(before, change) : null) is { } refusal)
                    {
                        return refusal;
                    }

                    break;
                case ChangeEffect.ConfirmPosture:
                    confirmed = RecordAfter(before, change);
                    Swap(live, change, confirmed);
                    break;
                case ChangeEffect.Activate or ChangeEffect.GoBack:
                    Swap(live, change, confirmed);
                    break;
                case ChangeEffect.StartShadow:
                    Shadow(live, change);
                    break;
                case ChangeEffect.StopShadow when live.State.Shadow?.Change == change.Id:
                    deck.Swap(live, live.State with { Shadow = null });
                    break;
                case ChangeEffect.Announce:
                    Put(live, change);
                    news.Tell(live, change);
                    break;
            }
        }

        Put(live, change);
        clock.Set(live);
        return null;
    }

    private Refusal? Keep(StagedChange change, ChangeEffect.Keep keep, ConduitRecord? confirmed)
    {
        if (keep.MustBeDurable)
        {
            return ledger.TryNow(journal => journal.Commit(change, confirmed)) is { } fault ? ChangeRefusals.Unwritten(fault) : null;
        }

        ledger.NowOrLater($"Change {change.Id}", journal => journal.Commit(change, confirmed));
        return null;
    }

    private void Swap(LiveConduit live, StagedChange change, ConduitRecord confirmed) =>
        deck.Swap(live, live.State with { Confirmed = confirmed, InFlight = change.IsInFlight ? change : null });

    private static void Put(LiveConduit live, StagedChange change) =>
        live.State = live.State with { InFlight = change.IsInFlight ? change : null };

    // Where the rules stay the same, what is judged live says already what would be refused.
    private void Shadow(LiveConduit live, StagedChange change)
    {
        ConduitState state = live.State;
        if (change.To.PolicyDigest != state.Confirmed.Posture.PolicyDigest && deck.Shelf.Rules(change.To.PolicyDigest) is { Policy: not null } rules)
        {
            deck.Swap(live, state with { Shadow = new Shadowing(rules, ledger.Now, change.Id) });
        }
    }

    private ConduitRecord RecordAfter(ConduitState before, StagedChange change)
    {
        ConduitRecord confirmed = before.Confirmed;
        DateTimeOffset entered = change.History.FirstOrDefault(mark => mark.State == ChangeState.Trial)?.At ?? ledger.Now;
        return confirmed with
        {
            Epoch = change.BaseEpoch + 1,
            Since = confirmed.Posture.Mode == change.To.Mode ? confirmed.Since : entered,
            Posture = change.To,
        };
    }
}
