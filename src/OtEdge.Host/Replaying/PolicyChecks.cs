using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;
using OtEdge.Host.Gateway;
using OtEdge.Settings;

namespace OtEdge.Host.Replaying;

/// <summary>Says what a policy would mean for a conduit, for somebody who is still writing it.</summary>
/// <param name="shelf">The policies in force.</param>
/// <param name="site">The settings in force.</param>
internal sealed class PolicyChecks(PolicyShelf shelf, Func<Site> site)
{
    /// <summary>Checks a policy; what is wrong with it is in the answer and no refusal.</summary>
    /// <param name="state">The conduit that it is for.</param>
    /// <param name="text">The policy.</param>
    public PolicyCheckView Check(ConduitState state, PolicyText text)
    {
        // Tests that fail are results here, and no problems of the file.
        PolicyReading reading = SettingsReader.ReadPolicy(site(), ProposalReader.FileNamedAlike(text), text.Text, runTests: false);
        ProblemView[] problems = [.. reading.Problems.Select(problem => Views.Of(problem with { File = text.File }))];
        if (reading.Policy is not { } read || reading.HasErrors)
        {
            return new PolicyCheckView { Problems = problems };
        }

        PolicyDocument policy = read with { File = text.File };
        return policy.Protocol == state.Settings.Protocol
            ? Compared(state, policy) with { Problems = problems }
            : new PolicyCheckView { Problems = [.. problems, OtherProtocol(state, policy)] };
    }

    private static ProblemView OtherProtocol(ConduitState state, PolicyDocument policy) => new(
        policy.File, 1, 1, "protocol", $"the policy is for {Words.Of(policy.Protocol)}, but the conduit speaks {Words.Of(state.Settings.Protocol)}");

    // Whatever the mode is now, what a policy means shows when it is enforced.
    private PolicyCheckView Compared(ConduitState state, PolicyDocument policy)
    {
        PostureRecord enforcing = state.Standing with { Mode = ConduitMode.Enforce, Scope = EnforcementScope.Everything };
        PolicyDocument? live = shelf.Policy(enforcing.PolicyDigest);
        ChangeCheck check = ChangeCheck.Of(
            state.Settings, new RuledPosture(enforcing, live), new RuledPosture(enforcing with { PolicyDigest = policy.Digest }, policy));
        return new PolicyCheckView
        {
            Problems = [],
            Digest = policy.Digest,
            Tests = [.. PolicyTests.Run(policy).Select(result => new PolicyTestView(
                result.Test.Line, result.Test.Operation.Text, result.Test.ExpectAllowed ? "allowed" : "refused", result.Passed, result.Text))],
            Direction = check.Direction.ToString().ToLowerInvariant(),
            Difference = check.Lines,
            Split = check.Split,
            Unreachable = check.Unreachable,
            EssentialLost = check.EssentialLost,
        };
    }
}
