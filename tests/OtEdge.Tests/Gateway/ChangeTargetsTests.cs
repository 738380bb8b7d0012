using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;
using Xunit;

namespace OtEdge.Tests.Gateway;

public sealed class ChangeTargetsTests
{
    [Theory]
    [InlineData(ConduitMode.Observe, ConduitMode.Observe, false)]
    [InlineData(ConduitMode.Observe, ConduitMode.Monitor, true)]
    [InlineData(ConduitMode.Observe, ConduitMode.Enforce, false)]
    [InlineData(ConduitMode.Monitor, ConduitMode.Observe, true)]
    [InlineData(ConduitMode.Monitor, ConduitMode.Monitor, false)]
    [InlineData(ConduitMode.Monitor, ConduitMode.Enforce, true)]
    [InlineData(ConduitMode.Enforce, ConduitMode.Observe, false)]
    [InlineData(ConduitMode.Enforce, ConduitMode.Monitor, true)]
    [InlineData(ConduitMode.Enforce, ConduitMode.Enforce, false)]
    [InlineData(ConduitMode.Observe, ConduitMode.Bypass, false)]
    [InlineData(ConduitMode.Monitor, ConduitMode.Bypass, false)]
    [InlineData(ConduitMode.Enforce, ConduitMode.Bypass, false)]
    public void A_change_moves_one_rung_and_never_to_bypass(ConduitMode from, ConduitMode to, bool isThere)
    {
        Answer<PostureRecord> answer = ChangeTargets.Of(Plant.Conduit, Posture(from), Proposal(to));

        Assert.Equal(isThere, answer.IsDone);
        Assert.Equal(isThere ? null : RefusalKind.Conflict, answer.Refusal?.Kind);
    }

    [Fact]
    public void Enforce_without_a_scope_means_every_class_and_client() =>
        Assert.True(Postures.Same(EnforcementScope.Everything, Done(ConduitMode.Monitor, Proposal(ConduitMode.Enforce)).Scope));

    [Fact]
    public void Malformed_is_always_in_the_scope()
    {
        PostureRecord to = Done(ConduitMode.Monitor, Proposal(ConduitMode.Enforce) with { Classes = OperationClasses.Write });

        Assert.Equal(OperationClasses.Write | OperationClasses.Malformed, to.Scope.Classes);
    }

    [Fact]
    public void A_scope_outside_enforce_is_refused()
    {
        Proposal proposal = Proposal(ConduitMode.Monitor) with { Classes = OperationClasses.Write };

        Assert.Equal(RefusalKind.Invalid, ChangeTargets.Of(Plant.Conduit, Posture(ConduitMode.Observe), proposal).Refusal!.Kind);
    }

    [Fact]
    public void A_conduit_that_is_not_read_stays_in_observe()
    {
        Conduit conduit = Plant.Conduit with { Protocol = ConduitProtocol.Tcp };

        Refusal refusal = ChangeTargets.Of(conduit, Posture(ConduitMode.Observe), Proposal(ConduitMode.Monitor)).Refusal!;

        Assert.Equal(RefusalKind.Conflict, refusal.Kind);
        Assert.Contains("relayed, not read", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_policy_there_is_no_monitor_unless_the_proposal_brings_one()
    {
        PostureRecord bare = Posture(ConduitMode.Observe) with { PolicyDigest = null };
        Proposal both = Proposal(ConduitMode.Monitor) with { Policy = Plant.ReadsOnly };

        Assert.Contains(
            "add a policy first", ChangeTargets.Of(Plant.Conduit, bare, Proposal(ConduitMode.Monitor)).Refusal!.Detail, StringComparison.Ordinal);
        Assert.True(ChangeTargets.Of(Plant.Conduit, bare, both).IsDone);
    }

    [Fact]
    public void A_new_policy_and_enforce_are_two_steps()
    {
        Proposal proposal = Proposal(ConduitMode.Enforce) with { Policy = Plant.ReadsAndWrites };

        Assert.Equal("One step at a time", ChangeTargets.Of(Plant.Conduit, Posture(ConduitMode.Monitor), proposal).Refusal!.Title);
    }

    private static PostureRecord Done(ConduitMode from, Proposal proposal)
    {
        Answer<PostureRecord> answer = ChangeTargets.Of(Plant.Conduit, Posture(from), proposal);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }

    private static Proposal Proposal(ConduitMode mode) => new() { Author = "alice", Reason = "r", Mode = mode };

    private static PostureRecord Posture(ConduitMode mode) =>
        PostureRecord.Start with { Mode = mode, PolicyDigest = Plant.ReadsOnly.Digest };
}
