using OtEdge.Console.Api;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Exempting;
using OtEdge.Core.Staging.Governing;
using OtEdge.Host.Changes;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Exempting;

/// <summary>
/// Leads back from break-glass. The posture before was confirmed, so the change that leads there is approved already; it waits for the
/// plant and runs as a trial like any other. The caller has the turn.
/// </summary>
/// <param name="scene">What it works on.</param>
/// <param name="runner">Takes the steps of changes.</param>
/// <param name="facts">Gathers what holds around a change.</param>
/// <param name="authority">Tells who may.</param>
/// <param name="glasses">Keeps break-glass.</param>
internal sealed class GlassReturn(
    ChangeScene scene, ChangeRunner runner, ChangeFacts facts, ChangeAuthority authority, BreakGlassDesk glasses)
{
    /// <summary>Starts the way back.</summary>
    public Answer<BreakGlassView> Start(string conduit, GlassReturnRequest request, string user)
    {
        Answer<LiveConduit> found = scene.Deck.Find(conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        if ((authority.Forbids(user, ChangeStep.Arm) ?? ProposalReader.ReasonRefusal(request.Reason)) is { } refusal)
        {
            return refusal;
        }

        if (!ProposalReader.TryTrial(request.Trial, out TimeSpan trial))
        {
            return new Refusal(RefusalKind.Invalid, "Wrong trial", $"trial is \"{request.Trial}\"; expected a duration such as 10m.");
        }

        LiveConduit live = found.Value;
        if (glasses.On(conduit) is not { } glass)
        {
            return ChangeRefusals.Conflict("Glass is whole", $"no break-glass holds on {conduit}; see otedge break-glass list.");
        }

        if (glass.Return is { } on)
        {
            return ChangeRefusals.Conflict("Return is under way", $"{on} leads back already: otedge changes show {on}.");
        }

        // What was on its way is about another base; it can be proposed again once the conduit stands as before.
        if (live.State.InFlight is { } other)
        {
            runner.Take(live, new ChangeEvent.BaseMoved(scene.Ledger.Moment, live.State.Confirmed.Epoch, $"{glass.Id} is led back"));
            if (live.State.InFlight is not null)
            {
                return ChangeRefusals.Conflict("Another change is in flight", $"withdraw it first: otedge change withdraw {other.Id}.");
            }
        }

        return Start(live, glass, (request.Reason!.Trim(), trial), authority.ActorOf(user));
    }

    /// <summary>Looks how the way back stands: confirmed ends the break-glass, anything else that ended leaves it as it was.</summary>
    public void Follow(BreakGlass glass)
    {
        if (glass.Return is not { } id || scene.Deck.Find(glass.Conduit).Value is not { } live || live.State.InFlight?.Id == id)
        {
            return;
        }

        StagedChange? change = scene.Ledger.HistoryOf(glass.Conduit).FirstOrDefault(known => known.Id == id);
        if (change is { State: ChangeState.Confirmed })
        {
            glasses.Put(
                glass with { EndedAt = scene.Ledger.Now }, "ended", change.Author, $"{glass.Id} has ended: {id} led {glass.Conduit} back; its review is due");
        }
        else if (change is null or { IsInFlight: false })
        {
            glasses.Put(
                glass with { Return = null }, "holds", Core.Auditing.AuditNote.Itself, $"{glass.Id} holds on: {id} did not lead back ({change?.Outcome ?? "it is not known"})");
        }
    }

    private Answer<BreakGlassView> Start(LiveConduit live, BreakGlass glass, (string Reason, TimeSpan Trial) asked, Actor by)
    {
        ConduitRecord basis = live.State.Confirmed;
        ChangeCheck check = facts.Check(live, basis.Posture, glass.Before);
        if (!check.Tightens && basis.Posture == glass.Before)
        {
            BreakGlass whole = glass with { EndedAt = scene.Ledger.Now };
            glasses.Put(whole, "ended", by.Name, $"{glass.Id} has ended: {glass.Conduit} stands as before; its review is due");
            return GlassViews.Of(whole);
        }

        StagedChange change = Approved(basis, glass, check, asked, by);
        Answer<StagedChange> begun = runner.Begin(live, change, mustBeDurable: true);
        if (!begun.IsDone)
        {
            return begun.Refusal;
        }

        BreakGlass returning = glass with { Return = change.Id };
        glasses.Put(returning, "returning", by.Name, $"{glass.Id}: {change.Id} leads {glass.Conduit} back: {asked.Reason}");
        Answer<StagedChange> armed = runner.Take(live, new ChangeEvent.Armed(scene.Ledger.Moment, by, facts.Of(live, change)));
        return armed.IsDone ? GlassViews.Of(glasses.On(glass.Conduit) ?? returning) : armed.Refusal;
    }

    private StagedChange Approved(ConduitRecord basis, BreakGlass glass, ChangeCheck check, (string Reason, TimeSpan Trial) asked, Actor by)
    {
        DateTimeOffset now = scene.Ledger.Now;
        string why = $"confirmed before {glass.Id}";
        var change = new StagedChange
        {
            Id = scene.Ledger.Journal.NextChangeId(),
            Conduit = glass.Conduit,
            From = basis.Posture,
            To = glass.Before,
            BaseEpoch = basis.Epoch,
            Reason = asked.Reason,
            Author = by.Name,
            ProposedAt = now,
            Trial = asked.Trial,
            Terms = facts.Terms(window: null) with { Questions = [] },
            Stage = new Stage.Draft { Since = now },
        };
        var clearance = new Clearance(check);
        string digest = ChangeDigest.OfApproval(change, clearance);
        Approval[] approvals = [.. GovernanceRules.ApprovalsFor(change.Terms.Governance, check.TouchesEssential).Select(function => new Approval(why, function, now, digest))];
        return change with
        {
            Stage = new Stage.Approved(clearance with { Approvals = approvals }) { Since = now },
            History = [new ChangeMark(now, ChangeState.Approved, by.Name, $"return from break-glass, approved already: {why}")],
        };
    }
}
