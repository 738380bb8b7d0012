using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging.Checking;

/// <summary>Counts the steps that a change takes on the ladder: rungs, and widenings of what is refused.</summary>
internal static class LadderSteps
{
    /// <summary>The steps in words; one at most is allowed.</summary>
    public static IReadOnlyList<string> Between(PostureRecord from, PostureRecord to)
    {
        var steps = new List<string>();

        // Leaving bypass is a return, and no rung of its own.
        ConduitMode start = from.Mode == ConduitMode.Bypass ? ConduitMode.Observe : from.Mode;
        int way = Math.Sign(to.Mode - start);
        for (ConduitMode rung = start; to.Mode != ConduitMode.Bypass && rung != to.Mode; rung += way)
        {
            steps.Add($"{rung.ToString().ToLowerInvariant()} to {(rung + way).ToString().ToLowerInvariant()}");
        }

        bool enforces = to.Mode == ConduitMode.Enforce;
        bool stays = from.Mode == ConduitMode.Enforce && enforces;
        if (stays && !ScopeRelation.CoversClasses(from.Scope, to.Scope))
        {
            steps.Add("more classes in the scope");
        }

        if (stays && !ScopeRelation.CoversClients(from.Scope, to.Scope))
        {
            steps.Add("more clients in the scope");
        }

        // New rules are a step of their own where something is about to be refused by them.
        if (enforces && steps.Count > 0 && from.PolicyDigest != to.PolicyDigest)
        {
            steps.Add("another policy");
        }

        return steps;
    }
}
