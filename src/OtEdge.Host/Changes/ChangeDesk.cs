using OtEdge.Console.Api;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;
using OtEdge.Host.Gateway;


namespace OtEdge.Host.Changes;

/// <summary>
/// Takes proposals. The record is asked before the turn is taken, so that going back never waits for it; what was found is held
/// against the present once the turn is there.
/// </summary>
/// <param name="scene">What it works on.</param>
/// <param name="runner">Does the steps.</param>
/// <param name="gates">Asks the record.</param>
/// <param name="facts">Gathers what holds around a change.</param>
/// <param name="plant">Asks the plant.</param>
internal sealed class ChangeDesk(ChangeScene scene, ChangeRunner runner, GateKeeper gates, ChangeFacts facts, IPlant plant)
{
    /// <summary>Takes a proposal and the steps that it asks for.</summary>
    public async Task<Answer<ChangeResult>> ProposeAsync(ProposalRequest request, Actor by, CancellationToken cancellation)
    {
        Answer<LiveConduit> found = scene.Deck.Find(request.Conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        LiveConduit live = found.Value;
        Answer<Proposal> read = ProposalReader.Read(request, scene.Loader.Site, live.State.Settings, by.Name);
        if (!read.IsDone)
        {
            return read.Refusal;
        }

        Proposal proposal = read.Value;
        if ((WindowRefusal(proposal) ?? MovedRefusal(live, proposal.BaseEpoch) ?? BlockedBy(live)) is { } refusal)
        {
            return refusal;
        }

        if (proposal.Policy is { } policy)
        {
            scene.Deck.Shelf.Put(policy);
        }

        Answer<PostureRecord> target = ChangeTargets.Of(live.State.Settings, live.State.Confirmed.Posture, proposal);
        return target.IsDone ? await BeginAsync(live, proposal, target.Value, by, cancellation) : target.Refusal;
    }

    /// <summary>Proposes the posture that was confirmed before the present one.</summary>
    public async Task<Answer<ChangeResult>> RollbackAsync(
        string conduit, RollbackRequest request, Actor by, CancellationToken cancellation)
    {
        Answer<LiveConduit> found = scene.Deck.Find(conduit);
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
        StagedChange? last = scene.Ledger.HistoryOf(live.Name).FirstOrDefault(change => change.State == ChangeState.Confirmed);
        if (last is null)
        {
            return ChangeRefusals.Conflict("Nothing to go back to", $"{live.Name} has no confirmed change yet.");
        }

        var proposal = new Proposal { Author = by.Name, Reason = request.Reason.Trim(), Trial = trial, Yes = request.Yes };
        return (BlockedBy(live) ?? ChangeTargets.Refusal(live.State.Settings, live.State.Confirmed.Posture, last.From)) is { } refusal
            ? refusal
            : await BeginAsync(live, proposal, last.From, by, cancellation);
    }

    private async Task<Answer<ChangeResult>> BeginAsync(
        LiveConduit live, Proposal proposal, PostureRecord to, Actor by, CancellationToken cancellation)
    {
        ConduitRecord basis = live.State.Confirmed;
        var draft = new StagedChange
        {
            Id = "",
            Conduit = live.Name,
            From = basis.Posture,
            To = to,
            BaseEpoch = basis.Epoch,
            Reason = proposal.Reason,
            Author = by.Name,
            ProposedAt = scene.Ledger.Now,
            Trial = proposal.Trial,
            Terms = facts.Terms(proposal.Window),
            Answers = proposal.Answers,
            Stage = new Stage.Draft { Since = scene.Ledger.Now },
        };
        ChangeCheck check = facts.Check(live, basis.Posture, to);
        Answer<ReadinessReport>? report = proposal.Yes && check.Tightens ? gates.Ask(live, draft) : null;
        if (report is { IsDone: false })
        {
            return report.Refusal;
        }

        var climb = new ChangeClimb(by, scene.Ledger.Moment)
        {
            Check = check,
            Plan = gates.Plan,
            Report = report?.Value,
            Override = proposal.Override,
            RiskAssessment = proposal.RiskAssessment,
        };
        return await scene.Turn.TakeAsync(() => Begin(live, proposal, draft, climb with { Now = scene.Ledger.Moment }), cancellation);
    }

    private Answer<ChangeResult> Begin(LiveConduit live, Proposal proposal, StagedChange draft, ChangeClimb climb)
    {
        if ((MovedRefusal(live, draft.BaseEpoch) ?? BlockedBy(live)) is { } refusal)
        {
            return refusal;
        }

        ChangePath thought = Path(live, proposal, draft, climb);
        if (thought.Refusal is { } no)
        {
            return ChangeRefusals.OfProposal(thought.Change, no);
        }

        if (proposal.Policy is { } policy
            && scene.Ledger.TryNow(journal => journal.Keep(scene.Ledger.RevisionOf(policy))) is { } fault)
        {
            return ChangeRefusals.Unwritten(fault);
        }

        StagedChange named = draft with { Id = scene.Ledger.Journal.NextChangeId() };
        GiveWay(live, named.Id);
        Answer<StagedChange> begun = runner.Begin(live, Proposing.Start(named, facts.Of(live, named)).Next, mustBeDurable: climb.Check.Tightens);
        if (!begun.IsDone)
        {
            return begun.Refusal;
        }

        Answer<StagedChange> done = runner.Do(live, Path(live, proposal, begun.Value, climb));
        return done.IsDone ? ChangeWords.Result(done.Value) : done.Refusal;
    }

    private ChangePath Path(LiveConduit live, Proposal proposal, StagedChange draft, ChangeClimb climb)
    {
        var path = new ChangePath(draft);
        if (proposal.Yes)
        {
            climb.Climb(path, facts.Of(live, draft), change => plant.FitnessFor(change, climb.Now.Wall), mustArm: false);
            return path;
        }

        // What can never pass the check is said at once; otherwise the draft stays a draft until its questions are
        // answered and somebody has it checked.
        return climb.Look(path) || path.Refusal is { Code: ChangeRefusalCode.QuestionsOpen } ? new ChangePath(draft) : path;
    }

    // A draft of the settings only offers; a person's change takes its place.
    private void GiveWay(LiveConduit live, string id)
    {
        if (live.State.InFlight is not null)
        {
            runner.Drop(live, $"{SettingsDraft.Superseded}{id}");
        }
    }

    private Refusal? WindowRefusal(Proposal proposal) =>
        proposal.Window is { } window && !facts.Windows.Contains(window) ? Unknown.Named("window", window, facts.Windows) : null;

    private Refusal? MovedRefusal(LiveConduit live, long? seen)
    {
        ConduitRecord confirmed = live.State.Confirmed;
        if (seen is null || seen == confirmed.Epoch)
        {
            return null;
        }

        StagedChange? winner = scene.Ledger.HistoryOf(live.Name).FirstOrDefault(change => change.State == ChangeState.Confirmed);
        string who = winner is null ? "" : $" by {winner.Id} of {winner.Author} ({ChangeWords.Summary(winner)})";
        return ChangeRefusals.Conflict(
            "Somebody was faster",
            $"you looked at epoch {seen} of {live.Name}, which has moved on to {confirmed.Epoch}{who}; it is now in "
            + $"{Words.Of(confirmed.Posture.Mode)}. Look at it and propose again.");
    }

    private static Refusal? BlockedBy(LiveConduit live)
    {
        if (live.State.InFlight is not { } change || SettingsDraft.IsOffer(change))
        {
            return null;
        }

        string end = change.IsInForce ? "confirm or abort" : "withdraw";
        return ChangeRefusals.Conflict(
            "Another change is in flight",
            $"{change.Conduit} already has {change.Id} by {change.Author} ({ChangeWords.Summary(change)}, in {ChangeWording.Of(change.State)}); "
            + $"{end} it first.");
    }
}
