using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Changes;

/// <summary>
/// The one door through which the posture of a conduit moves. It only decides: what it returns must be in the journal before it
/// takes effect.
/// </summary>
internal static class ChangeDoor
{
    /// <summary>Author of the drafts that are made from settings.</summary>
    public const string SettingsAuthor = "settings";

    /// <summary>Extensions that one trial may get.</summary>
    public const int ExtensionsMax = 2;

    /// <summary>How long a trial lasts when nobody says: 10 minutes.</summary>
    public static readonly TimeSpan TrialDefault = TimeSpan.FromMinutes(10);

    /// <summary>Shortest trial: 1 second.</summary>
    public static readonly TimeSpan TrialMin = TimeSpan.FromSeconds(1);

    /// <summary>Longest trial: 24 hours.</summary>
    public static readonly TimeSpan TrialMax = TimeSpan.FromHours(24);

    private static readonly ConduitMode[] Ladder = [ConduitMode.Observe, ConduitMode.Monitor, ConduitMode.Enforce];

    /// <summary>Decides on a proposal; the change that it gives has no id yet.</summary>
    /// <param name="standing">How the conduit stands.</param>
    /// <param name="proposal">What is asked for.</param>
    /// <param name="now">The moment.</param>
    public static Answer<ChangeStart> Propose(ConduitStanding standing, Proposal proposal, DateTimeOffset now)
    {
        PostureRecord to = TargetOf(standing, proposal);
        return ScopeRefusal(standing, proposal, to) is { } refusal
            ? refusal
            : Propose(standing, proposal, new PostureTarget(to, proposal.Policy ?? standing.Policy), now);
    }

    /// <summary>Decides on a proposal whose target is known whole, such as an earlier posture; the change has no id yet.</summary>
    /// <param name="standing">How the conduit stands.</param>
    /// <param name="proposal">Who, why and how; what it asks for is not looked at.</param>
    /// <param name="target">The posture asked for.</param>
    /// <param name="now">The moment.</param>
    public static Answer<ChangeStart> Propose(
        ConduitStanding standing, Proposal proposal, PostureTarget target, DateTimeOffset now)
    {
        if ((BlockedBy(standing) ?? TargetRefusal(standing, target.Posture)) is { } refusal)
        {
            return refusal;
        }

        var draft = new StagedChange
        {
            Id = "",
            Conduit = standing.Conduit.Name,
            Stage = new Stage.Draft { Since = now },
            From = standing.Confirmed.Posture,
            To = target.Posture,
            BaseEpoch = standing.Confirmed.Epoch,
            Reason = proposal.Reason,
            Author = proposal.Author,
            ProposedAt = now,
            Trial = proposal.Trial,
        };
        bool tightens = Tightening.Is(draft.From, standing.Policy, target.Posture, target.Policy);
        Answer<StagedChange> started = proposal.Yes ? Arm(standing, draft, tightens, now, proposal.Override) : draft;
        return started.IsDone ? new ChangeStart(started.Value, tightens, standing.InFlight) : started.Refusal;
    }

    /// <summary>Starts a draft: a tightening goes on trial, anything else is confirmed at once.</summary>
    /// <param name="standing">How the conduit stands.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="tightens">Whether it may refuse more than before.</param>
    /// <param name="now">The moment.</param>
    /// <param name="proposed">Reason for overriding unmet gates; null: none.</param>
    public static Answer<StagedChange> Arm(
        ConduitStanding standing, StagedChange draft, bool tightens, DateTimeOffset now, string? proposed = null)
    {
        if (draft.State != ChangeState.Draft)
        {
            return DoorRefusals.WrongState(draft, "only a draft can be armed");
        }

        if (draft.BaseEpoch != standing.Confirmed.Epoch)
        {
            return DoorRefusals.Conflict(
                "Change is stale",
                $"{draft.Id} was proposed on epoch {draft.BaseEpoch} of {draft.Conduit}, which has moved on to "
                + $"{standing.Confirmed.Epoch}; withdraw it and propose it again.");
        }

        if (ModeRefusal(standing, draft.To) is { } refusal)
        {
            return refusal;
        }

        if (!tightens)
        {
            return draft with { Stage = new Stage.Confirmed("confirmed at once: it refuses nothing more than before") { Since = now } };
        }

        return standing.Listens
            ? draft with { Stage = new Stage.Trial(Unchecked(draft, proposed, now), draft.Id) { Since = now, Deadline = now + draft.Trial } }
            : DoorRefusals.Conflict(
                "Conduit is down",
                $"{draft.Conduit} does not listen, so a trial would show nothing; see `otedge status` and mend that first.");
    }

    /// <summary>Decides on a step after the proposal; <see cref="ChangeStep.Arm"/> has its own method.</summary>
    /// <param name="standing">How the conduit stands.</param>
    /// <param name="change">The change.</param>
    /// <param name="step">What is asked for.</param>
    /// <param name="why">Who and why, for the outcome.</param>
    /// <param name="now">The moment.</param>
    public static Answer<StagedChange> After(
        ConduitStanding standing, StagedChange change, ChangeStep step, string why, DateTimeOffset now)
    {
        return step switch
        {
            ChangeStep.Confirm when OnTrial(standing, change) =>
                change with { Stage = new Stage.Confirmed($"confirmed {why}") { Since = now, Cleared = change.Stage.Clearance } },
            ChangeStep.Extend when OnTrial(standing, change) => Extend(change),
            ChangeStep.Abort when change.State is ChangeState.Trial or ChangeState.Soak => BackFrom(change, $"aborted {why}", now),
            ChangeStep.Withdraw when change.State == ChangeState.Draft =>
                change with { Stage = new Stage.Withdrawn($"withdrawn {why}") { Since = now } },
            ChangeStep.Confirm when change.State == ChangeState.Draft =>
                DoorRefusals.WrongState(change, $"start it first: otedge change arm {change.Id}"),
            ChangeStep.Confirm or ChangeStep.Extend when change.State == ChangeState.Trial =>
                DoorRefusals.WrongState(change, "its time is up and it has gone back; propose it again"),
            ChangeStep.Abort when change.State == ChangeState.Draft =>
                DoorRefusals.WrongState(change, $"nothing of it is in force; end it with: otedge change withdraw {change.Id}"),
            ChangeStep.Withdraw when change.State is ChangeState.Trial or ChangeState.Soak =>
                DoorRefusals.WrongState(change, $"it is in force; end it with: otedge change abort {change.Id}"),
            _ => DoorRefusals.WrongState(change, "it has ended"),
        };
    }

    /// <summary>A trial that went back.</summary>
    /// <param name="change">The change.</param>
    /// <param name="outcome">Why.</param>
    /// <param name="now">The moment.</param>
    public static StagedChange BackFrom(StagedChange change, string outcome, DateTimeOffset now) =>
        change with { Stage = new Stage.RolledBack(RollbackCause.Aborted, outcome) { Since = now, Cleared = change.Stage.Clearance } };

    /// <summary>The conduit's record once a change is confirmed.</summary>
    public static ConduitRecord RecordAfter(ConduitRecord confirmed, StagedChange change, DateTimeOffset now) => confirmed with
    {
        Epoch = confirmed.Epoch + 1,
        Since = confirmed.Posture.Mode == change.To.Mode ? confirmed.Since : now,
        Posture = change.To,
    };

    private static Clearance Unchecked(StagedChange draft, string? reason, DateTimeOffset now) =>
        new(new ChangeCheck { Direction = DifferenceKind.Tightening })
        {
            Overrides = reason is null ? [] : [new GateOverride("readiness", draft.Author, now, reason)],
        };

    private static bool OnTrial(ConduitStanding standing, StagedChange change) =>
        change.State == ChangeState.Trial && !standing.TrialIsOver;

    private static Answer<StagedChange> Extend(StagedChange change)
    {
        DateTimeOffset deadline = change.Deadline!.Value + change.Trial;
        return deadline - change.StateAt > change.Trial * (ExtensionsMax + 1)
            ? DoorRefusals.WrongState(change, $"it was extended {ExtensionsMax} times already; confirm or abort it")
            : change with { Stage = (Stage.Trial)change.Stage with { Deadline = deadline } };
    }

    private static Refusal? BlockedBy(ConduitStanding standing)
    {
        // Drafts of the settings only offer; a person's change takes their place.
        if (standing.InFlight is not { } change || (change.State == ChangeState.Draft && change.Author == SettingsAuthor))
        {
            return null;
        }

        string end = change.State == ChangeState.Draft ? "withdraw" : "confirm or abort";
        return DoorRefusals.Conflict(
            "Another change is in flight",
            $"{change.Conduit} already has {change.Id} by {change.Author} ({ChangeWords.Summary(change)}, in {Words.Of(change.State)}); "
            + $"{end} it first.");
    }

    private static PostureRecord TargetOf(ConduitStanding standing, Proposal proposal)
    {
        PostureRecord held = standing.Confirmed.Posture;
        ConduitMode mode = proposal.Mode ?? held.Mode;
        // Asking for enforce without a scope asks for every class and client; any other proposal leaves the scope as it is.
        EnforcementScope start = proposal.Mode == ConduitMode.Enforce || mode != ConduitMode.Enforce
            ? EnforcementScope.Everything
            : held.Scope;
        EnforcementScope scope = start with { Classes = (proposal.Classes ?? start.Classes) | OperationClasses.Malformed };
        if (proposal.Clients is { } clients)
        {
            scope = scope with { Clients = clients.Clients, UnknownClients = clients.UnknownClients };
        }

        return held with { Mode = mode, Scope = scope, PolicyDigest = proposal.Policy?.Digest ?? held.PolicyDigest };
    }

    private static Refusal? ScopeRefusal(ConduitStanding standing, Proposal proposal, PostureRecord to) =>
        to.Mode != ConduitMode.Enforce && (proposal.Classes is not null || proposal.Clients is not null)
            ? new Refusal(
                RefusalKind.Invalid,
                "Scope without enforce",
                $"a scope says what enforcing refuses, but {standing.Conduit.Name} would be in {Words.Of(to.Mode)}; "
                + "leave the scope out, or propose it with --mode enforce.")
            : null;

    private static Refusal? TargetRefusal(ConduitStanding standing, PostureRecord to)
    {
        PostureRecord from = standing.Confirmed.Posture;
        if (ModeRefusal(standing, to) is { } refusal)
        {
            return refusal;
        }

        if (from.Mode < ConduitMode.Enforce && to.Mode == ConduitMode.Enforce && from.PolicyDigest != to.PolicyDigest)
        {
            return DoorRefusals.Conflict(
                "One step at a time",
                "a new policy and enforce are two steps: propose the policy in monitor, see what would be refused, then propose enforce.");
        }

        return Postures.Same(from, to)
            ? DoorRefusals.Conflict("Nothing would change", $"{standing.Conduit.Name} already stands as proposed.")
            : null;
    }

    private static Refusal? ModeRefusal(ConduitStanding standing, PostureRecord to)
    {
        Conduit conduit = standing.Conduit;
        if (to.Mode == ConduitMode.Bypass)
        {
            return DoorRefusals.Conflict(
                "No change leads to bypass",
                "bypass is left to emergencies; to stop refusing, abort the trial or propose --mode monitor.");
        }

        if (to.Mode != ConduitMode.Observe && conduit.Protocol != ConduitProtocol.ModbusTcp)
        {
            string why = conduit.Protocol == ConduitProtocol.Tcp
                ? "tcp conduits are relayed, not read: nothing to judge"
                : "opc-ua conduits are relayed without being read so far: nothing to judge";
            return DoorRefusals.Conflict("Nothing to judge", $"{conduit.Name} cannot leave observe: {why}.");
        }

        if (to.Mode != ConduitMode.Observe && to.PolicyDigest is null)
        {
            return DoorRefusals.Conflict(
                "No policy",
                $"{conduit.Name} has no policy to judge by; add a policy first: "
                + $"otedge change propose {conduit.Name} --policy FILE --reason TEXT --yes.");
        }

        return RungRefusal(standing, to);
    }

    private static Refusal? RungRefusal(ConduitStanding standing, PostureRecord to)
    {
        ConduitMode from = standing.Confirmed.Posture.Mode;
        int here = Array.IndexOf(Ladder, from);
        int there = Array.IndexOf(Ladder, to.Mode);
        if (here < 0 || Math.Abs(there - here) <= 1)
        {
            return null;
        }

        string name = standing.Conduit.Name;
        return DoorRefusals.Conflict(
            "One rung at a time",
            $"{name} is in {Words.Of(from)} and a change moves one rung: propose --mode {Words.Of(ConduitMode.Monitor)} first, "
            + $"then --mode {Words.Of(to.Mode)}.");
    }
}
