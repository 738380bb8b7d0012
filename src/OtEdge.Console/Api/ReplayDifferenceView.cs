namespace OtEdge.Console.Api;

/// <summary>Where a candidate and the live policy say different things of the same requests.</summary>
/// <param name="Policy">The policy that the candidate is compared with.</param>
/// <param name="NewlyRefused">Requests that only the candidate would refuse.</param>
/// <param name="NewlyAllowed">Requests that only the live policy would refuse.</param>
/// <param name="NewlyAllowedFlows">What only the live policy would refuse; reasons and rules are the live policy's.</param>
public sealed record ReplayDifferenceView(
    string Policy, long NewlyRefused, long NewlyAllowed, IReadOnlyList<ReplayFlowView> NewlyAllowedFlows);
