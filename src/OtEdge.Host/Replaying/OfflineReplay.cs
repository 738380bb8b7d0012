using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Replaying;

/// <summary>Replays a capture against a policy without a gateway.</summary>
internal static class OfflineReplay
{
    /// <summary>The view of what the policy would have done.</summary>
    /// <param name="name">Name of the conduit.</param>
    /// <param name="site">The site; its policy for the conduit, if any, is compared with.</param>
    /// <param name="candidate">The policy to try.</param>
    /// <param name="source">The capture.</param>
    /// <param name="port">TCP port of the devices; null: found out.</param>
    public static ReplayView Run(string name, Site site, PolicyDocument candidate, CaptureSource source, int? port)
    {
        PolicyDocument? other = site.Conduits.FirstOrDefault(conduit => conduit.Name == name)?.Policy is { } policy
            ? site.Policies.GetValueOrDefault(policy)
            : null;
        if (other?.Digest == candidate.Digest)
        {
            other = null;
        }

        RuleSet rules = RuleSet.Compile(candidate);
        RuleSet? otherRules = other is null ? null : RuleSet.Compile(other);
        Replayer replayer = source.Run(port, () => new Replayer(rules, otherRules));
        ReplayView view = ReplayViews.Of(name, replayer.Finish(), new DeclaredClients(site.Assets), other);
        return view with
        {
            Requests = source.Requests,
            Responses = source.Responses,
            Capture = source.View,
            Notes = [.. source.Notes()],
        };
    }
}
