using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Changes;

/// <summary>Tells which posture a proposal leads to, or why there is no such step from where the conduit stands.</summary>
internal static class ChangeTargets
{
    private static readonly ConduitMode[] Ladder = [ConduitMode.Observe, ConduitMode.Monitor, ConduitMode.Enforce];

    /// <summary>The posture that a proposal asks for.</summary>
    /// <param name="conduit">What the settings declare.</param>
    /// <param name="confirmed">The confirmed posture.</param>
    /// <param name="proposal">What is asked for.</param>
    public static Answer<PostureRecord> Of(Conduit conduit, PostureRecord confirmed, Proposal proposal)
    {
        PostureRecord to = TargetOf(confirmed, proposal);
        return (ScopeRefusal(conduit, proposal, to) ?? Refusal(conduit, confirmed, to)) is { } refusal ? refusal : to;
    }

    /// <summary>Why no change leads from one posture to another; null: one may.</summary>
    /// <param name="conduit">What the settings declare.</param>
    /// <param name="from">The confirmed posture.</param>
    /// <param name="to">The posture asked for.</param>
    public static Refusal? Refusal(Conduit conduit, PostureRecord from, PostureRecord to)
    {
        if (ModeRefusal(conduit, from, to) is { } refusal)
        {
            return refusal;
        }

        if (from.Mode < ConduitMode.Enforce && to.Mode == ConduitMode.Enforce && from.PolicyDigest != to.PolicyDigest)
        {
            return ChangeRefusals.Conflict(
                "One step at a time",
                "a new policy and enforce are two steps: propose the policy in monitor, see what would be refused, then propose enforce.");
        }

        return Postures.Same(from, to) ? ChangeRefusals.Conflict("Nothing would change", $"{conduit.Name} already stands as proposed.") : null;
    }

    /// <summary>Why a conduit cannot be in the mode of a posture now; null: it can.</summary>
    /// <param name="conduit">What the settings declare.</param>
    /// <param name="from">The confirmed posture.</param>
    /// <param name="to">The posture asked for.</param>
    public static Refusal? ModeRefusal(Conduit conduit, PostureRecord from, PostureRecord to)
    {
        if (to.Mode == ConduitMode.Bypass)
        {
            return ChangeRefusals.Conflict(
                "No change leads to bypass",
                "bypass is left to emergencies; to stop refusing, abort the trial or propose --mode monitor.");
        }

        if (to.Mode != ConduitMode.Observe && !conduit.IsJudged)
        {
            return ChangeRefusals.Conflict("Nothing to judge", $"{conduit.Name} cannot leave observe: tcp conduits are relayed, not read.");
        }

        if (to.Mode != ConduitMode.Observe && to.PolicyDigest is null)
        {
            return ChangeRefusals.Conflict(
                "No policy",
                $"{conduit.Name} has no policy to judge by; add a policy first: "
                + $"otedge change propose {conduit.Name} --policy FILE --reason TEXT --yes.");
        }

        return RungRefusal(conduit, from, to);
    }

    private static PostureRecord TargetOf(PostureRecord held, Proposal proposal)
    {
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

    private static Refusal? ScopeRefusal(Conduit conduit, Proposal proposal, PostureRecord to) =>
        to.Mode != ConduitMode.Enforce && (proposal.Classes is not null || proposal.Clients is not null)
            ? new Refusal(
                RefusalKind.Invalid,
                "Scope without enforce",
                $"a scope says what enforcing refuses, but {conduit.Name} would be in {Words.Of(to.Mode)}; "
                + "leave the scope out, or propose it with --mode enforce.")
            : null;

    private static Refusal? RungRefusal(Conduit conduit, PostureRecord from, PostureRecord to)
    {
        int here = Array.IndexOf(Ladder, from.Mode);
        int there = Array.IndexOf(Ladder, to.Mode);
        if (here < 0 || Math.Abs(there - here) <= 1)
        {
            return null;
        }

        return ChangeRefusals.Conflict(
            "One rung at a time",
            $"{conduit.Name} is in {Words.Of(from.Mode)} and a change moves one rung: propose --mode {Words.Of(ConduitMode.Monitor)} first, "
            + $"then --mode {Words.Of(to.Mode)}.");
    }
}
