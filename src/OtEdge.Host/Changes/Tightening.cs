using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Changes;

/// <summary>
/// Tells a change that may refuse more than before from one that surely does not. It is careful rather than clever: what cannot be
/// seen to be a loosening counts as a tightening.
/// </summary>
internal static class Tightening
{
    /// <summary>True when going from one posture to the other may refuse something that was forwarded before, or refuse it harder.</summary>
    /// <param name="from">The posture that holds.</param>
    /// <param name="fromPolicy">Its policy; null: none.</param>
    /// <param name="to">The posture asked for.</param>
    /// <param name="toPolicy">Its policy; null: none.</param>
    public static bool Is(PostureRecord from, PolicyDocument? fromPolicy, PostureRecord to, PolicyDocument? toPolicy)
    {
        if (to.Mode == ConduitMode.Bypass)
        {
            return false;
        }

        bool hasPins = toPolicy is { Pinned.Count: > 0 };
        bool refuses = hasPins || to.Mode == ConduitMode.Enforce;
        bool refusesHarder = refuses && to.RefuseWith != from.RefuseWith && to.RefuseWith != RefusalForm.Reply;
        return refusesHarder || AddsPins(from, fromPolicy, toPolicy) || EnforcesMore(from, fromPolicy, to, toPolicy);
    }

    private static bool AddsPins(PostureRecord from, PolicyDocument? fromPolicy, PolicyDocument? toPolicy)
    {
        if (toPolicy is null)
        {
            return false;
        }

        // Pins do not hold in bypass, so leaving it brings all of them back.
        HashSet<string> before = from.Mode == ConduitMode.Bypass ? [] : [.. (fromPolicy?.Pinned ?? []).Select(KeyOf)];
        return toPolicy.Pinned.Any(pin => !before.Contains(KeyOf(pin)));
    }

    private static bool EnforcesMore(
        PostureRecord from, PolicyDocument? fromPolicy, PostureRecord to, PolicyDocument? toPolicy)
    {
        if (to.Mode != ConduitMode.Enforce)
        {
            return false;
        }

        return from.Mode != ConduitMode.Enforce
            || !Postures.Covers(from.Scope, to.Scope)
            || (from.OnFault == FaultStance.Forward && to.OnFault == FaultStance.Refuse)
            || (from.PolicyDigest != to.PolicyDigest && !OnlyAdds(fromPolicy, toPolicy));
    }

    // Every rule stays, in its order, and what is new cannot stand in front of it with a rate that would run out.
    private static bool OnlyAdds(PolicyDocument? from, PolicyDocument? to)
    {
        if (from is null || to is null || from.Protocol != to.Protocol || (from.AllowSpan && !to.AllowSpan))
        {
            return false;
        }

        int kept = 0;
        foreach (Rule rule in to.Rules)
        {
            if (kept == from.Rules.Count)
            {
                return true;
            }

            if (KeyOf(rule) == KeyOf(from.Rules[kept]))
            {
                kept++;
            }
            else if (rule.Rate is not null)
            {
                return false;
            }
        }

        return kept == from.Rules.Count;
    }

    // The canonical form compares by content and leaves out lines; a rule alone in a document is a rule's canonical form.
    private static string KeyOf(Rule rule) =>
        PolicyDocumentJson.Digest(new PolicyDocument { Name = "", Protocol = ConduitProtocol.ModbusTcp, Rules = [rule] });

    private static string KeyOf(PinnedRefusal pin) =>
        PolicyDocumentJson.Digest(new PolicyDocument { Name = "", Protocol = ConduitProtocol.ModbusTcp, Pinned = [pin] });
}
