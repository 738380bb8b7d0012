using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Changes;

/// <summary>
/// Does what the door decided, always in this order: 1. the journal, durably; 2. the data plane; 3. listeners. What loosens does not
/// wait for the journal. The caller has the turn, except for trials that end by themselves, which take it.
/// </summary>
internal sealed class ChangeDesk : IDisposable
{
    /// <summary>The id that stands for the newest change that fits.</summary>
    public const string Last = "last";

    private readonly ConduitDeck deck;
    private readonly Ledger ledger;
    private readonly SiteLoader loader;
    private readonly Turn turn;
    private readonly TimeProvider time;
    private readonly Dictionary<string, ITimer> trialEnds = new(StringComparer.Ordinal);

    /// <summary>Makes the desk.</summary>
    public ChangeDesk(ConduitDeck deck, Ledger ledger, SiteLoader loader, Turn turn, TimeProvider time)
    {
        this.deck = deck;
        this.ledger = ledger;
        this.loader = loader;
        this.turn = turn;
        this.time = time;
    }

    /// <summary>Takes a proposal and the steps that it asks for.</summary>
    public Answer<ChangeResult> Propose(ProposalRequest request, string user)
    {
        Answer<LiveConduit> found = deck.Find(request.Conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        LiveConduit live = found.Value;
        Answer<Proposal> proposal = ProposalReader.Read(request, loader.Site, live.State.Settings, user);
        if (!proposal.IsDone)
        {
            return proposal.Refusal;
        }

        Answer<ChangeStart> start = ChangeDoor.Propose(StandingOf(live), proposal.Value, ledger.Now);
        return start.IsDone ? Start(live, start.Value, proposal.Value.Policy) : start.Refusal;
    }

    /// <summary>Proposes the posture that was confirmed before the present one.</summary>
    public Answer<ChangeResult> Rollback(string conduit, RollbackRequest request, string user)
    {
        Answer<LiveConduit> found = deck.Find(conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        if (ProposalReader.ReasonRefusal(request.Reason) is { } noReason)
        {
            return noReason;
        }

        if (!ProposalReader.TryTrial(request.Trial, out TimeSpan trial))
        {
            return new Refusal(RefusalKind.Invalid, "Wrong trial", $"trial is \"{request.Trial}\"; expected a duration such as 10m.");
        }

        LiveConduit live = found.Value;
        StagedChange? last = ledger.HistoryOf(live.Name).FirstOrDefault(change => change.State == ChangeState.Confirmed);
        if (last is null)
        {
            return DoorRefusals.Conflict("Nothing to go back to", $"{live.Name} has no confirmed change yet.");
        }

        var proposal = new Proposal { Author = user, Reason = request.Reason.Trim(), Trial = trial, Yes = request.Yes };
        Answer<ChangeStart> start = ChangeDoor.Propose(StandingOf(live), proposal, Towards(last.From), ledger.Now);
        return start.IsDone ? Start(live, start.Value, policy: null) : start.Refusal;
    }

    /// <summary>Takes one step with a change.</summary>
    public Answer<ChangeResult> Step(string id, ChangeStep step, StepRequest request, string user)
    {
        Answer<LiveConduit> found = Holding(id, step);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        LiveConduit live = found.Value;
        StagedChange change = live.State.InFlight!;
        ConduitStanding standing = StandingOf(live);
        bool tightens = Tightens(live, change);
        string why = string.IsNullOrWhiteSpace(request.Reason) ? $"by {user}" : $"by {user}: {request.Reason.Trim()}";
        Answer<StagedChange> next = step == ChangeStep.Arm
            ? ChangeDoor.Arm(standing, change, tightens, ledger.Now, Reason(request.Override))
            : ChangeDoor.After(standing, change, step, why, ledger.Now);
        if (!next.IsDone)
        {
            return next.Refusal;
        }

        return Enter(live, next.Value, tightens, mustBeDurable: step is ChangeStep.Confirm or ChangeStep.Extend);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ITimer timer in trialEnds.Values)
        {
            timer.Dispose();
        }
    }

    private Answer<ChangeResult> Start(LiveConduit live, ChangeStart start, PolicyDocument? policy)
    {
        StagedChange change = start.Change with { Id = ledger.Journal.NextChangeId() };
        if (policy is not null)
        {
            deck.Shelf.Put(policy);
            string? fault = ledger.TryNow(journal => journal.Keep(ledger.RevisionOf(policy)));
            if (fault is not null)
            {
                return DoorRefusals.Unwritten(fault);
            }
        }

        if (start.Superseded is { } draft)
        {
            StagedChange withdrawn = draft with
            {
                Stage = new Stage.Withdrawn($"{SettingsDraft.Superseded}{change.Id}") { Since = ledger.Now },
            };
            ledger.NowOrLater($"Withdrawal of {draft.Id}", journal => journal.Commit(withdrawn));
            live.State = live.State with { InFlight = null };
            loader.Announce(live, withdrawn);
        }

        return Enter(live, change, start.Tightens, mustBeDurable: false);
    }

    // Lets a change enter its state: the journal first, then the data plane.
    private Answer<ChangeResult> Enter(LiveConduit live, StagedChange change, bool tightens, bool mustBeDurable)
    {
        ConduitState state = live.State;
        ConduitRecord? confirmed = change.State == ChangeState.Confirmed
            ? ChangeDoor.RecordAfter(state.Confirmed, change, state.Trial?.StateAt ?? ledger.Now)
            : null;
        if (mustBeDurable || (tightens && change.State is ChangeState.Trial or ChangeState.Confirmed))
        {
            if (ledger.TryNow(journal => journal.Commit(change, confirmed)) is { } fault)
            {
                return DoorRefusals.Unwritten(fault);
            }
        }
        else
        {
            ledger.NowOrLater($"Change {change.Id}", journal => journal.Commit(change, confirmed));
        }

        bool goesOn = change.State is ChangeState.Draft or ChangeState.Trial or ChangeState.Soak;
        deck.Swap(live, state with
        {
            Confirmed = confirmed ?? state.Confirmed,
            InFlight = goesOn ? change : null,
            TrialEndsTicks = change.State == ChangeState.Trial ? TrialEndsTicks(state, change) : long.MaxValue,
        });
        SetTrialEnd(live, change);
        loader.Announce(live, change);
        if (!goesOn)
        {
            loader.OfferDifference(live, []);
        }

        return ChangeWords.Result(change, tightens);
    }

    // Deadlines are kept in monotonic time; an extension adds to the one that runs.
    private static long TrialEndsTicks(ConduitState state, StagedChange change) =>
        state.Trial is null ? state.Running!.NowTicks + change.Trial.Ticks : state.TrialEndsTicks + change.Trial.Ticks;

    private void SetTrialEnd(LiveConduit live, StagedChange change)
    {
        if (trialEnds.Remove(live.Name, out ITimer? before))
        {
            before.Dispose();
        }

        if (change.State == ChangeState.Trial && live.State.Running is { } running)
        {
            var left = TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, live.State.TrialEndsTicks - running.NowTicks));
            trialEnds[live.Name] = time.CreateTimer(
                _ => _ = EndTrialAsync(live, change.Id), state: null, left, Timeout.InfiniteTimeSpan);
        }
    }

    private Task<bool> EndTrialAsync(LiveConduit live, string id) => turn.TakeAsync(() =>
    {
        // A confirmation, abort or extension may have had the turn before, and timers are coarser than the deadline.
        if (live.State.Trial is not { } trial || trial.Id != id)
        {
            return false;
        }

        if (live.State.Running is not null && !live.State.TrialIsOver)
        {
            SetTrialEnd(live, trial);
            return false;
        }

        StagedChange back = ChangeDoor.BackFrom(trial, "no confirmation in time", ledger.Now);
        return Enter(live, back, tightens: false, mustBeDurable: false).IsDone;
    });

    private Answer<LiveConduit> Holding(string id, ChangeStep step)
    {
        if (id != Last)
        {
            return deck.All.FirstOrDefault(live => live.State.InFlight?.Id == id) is { } holder ? holder : Ended(id, step);
        }

        bool wantsDraft = step is ChangeStep.Arm or ChangeStep.Withdraw;
        LiveConduit? newest = deck.All
            .Where(live => live.State.InFlight is { } change && (change.State == ChangeState.Draft) == wantsDraft)
            .MaxBy(live => live.State.InFlight!.StateAt);
        return newest is not null
            ? newest
            : DoorRefusals.Conflict(
                "No such change", $"no change is in {(wantsDraft ? "draft" : "trial")}, so there is none to {Words.Of(step)}; see otedge changes.");
    }

    private Refusal Ended(string id, ChangeStep step)
    {
        StagedChange? change = ledger.Journal.Change(id);
        return change is null
            ? Unknown.Named("change", id, deck.All.Select(live => live.State.InFlight?.Id).OfType<string>())
            : DoorRefusals.WrongState(change, $"it has ended ({change.Outcome}), there is nothing to {Words.Of(step)}");
    }

    private ConduitStanding StandingOf(LiveConduit live)
    {
        ConduitState state = live.State;
        return new ConduitStanding
        {
            Conduit = state.Settings,
            Confirmed = state.Confirmed,
            Policy = deck.Shelf.Policy(state.Confirmed.Posture.PolicyDigest),
            InFlight = state.InFlight,
            Listens = state.Running is not null,
            TrialIsOver = state.TrialIsOver,
        };
    }

    private static string? Reason(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private bool Tightens(LiveConduit live, StagedChange change) => Tightening.Is(
        live.State.Confirmed.Posture,
        deck.Shelf.Policy(live.State.Confirmed.Posture.PolicyDigest),
        change.To,
        deck.Shelf.Policy(change.To.PolicyDigest));

    private PostureTarget Towards(PostureRecord posture) => new(posture, deck.Shelf.Policy(posture.PolicyDigest));
}
