using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;
using Xunit;

namespace OtEdge.Tests.Gateway;

public sealed class ChangeDoorTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ConduitMode.Observe, ConduitMode.Observe, null)]
    [InlineData(ConduitMode.Observe, ConduitMode.Monitor, ChangeState.Confirmed)]
    [InlineData(ConduitMode.Observe, ConduitMode.Enforce, null)]
    [InlineData(ConduitMode.Monitor, ConduitMode.Observe, ChangeState.Confirmed)]
    [InlineData(ConduitMode.Monitor, ConduitMode.Monitor, null)]
    [InlineData(ConduitMode.Monitor, ConduitMode.Enforce, ChangeState.Trial)]
    [InlineData(ConduitMode.Enforce, ConduitMode.Observe, null)]
    [InlineData(ConduitMode.Enforce, ConduitMode.Monitor, ChangeState.Confirmed)]
    [InlineData(ConduitMode.Enforce, ConduitMode.Enforce, null)]
    [InlineData(ConduitMode.Observe, ConduitMode.Bypass, null)]
    [InlineData(ConduitMode.Monitor, ConduitMode.Bypass, null)]
    [InlineData(ConduitMode.Enforce, ConduitMode.Bypass, null)]
    public void Every_move_of_the_mode_leads_where_the_ladder_says(ConduitMode from, ConduitMode to, ChangeState? expected)
    {
        Answer<ChangeStart> answer = ChangeDoor.Propose(Standing(from), Proposal(to), Now);

        Assert.Equal(expected, answer.Value?.Change.State);
        Assert.Equal(expected is null ? RefusalKind.Conflict : null, answer.Refusal?.Kind);
    }

    [Fact]
    public void Without_yes_a_proposal_is_a_draft_and_has_no_deadline()
    {
        ChangeStart start = Done(ChangeDoor.Propose(Standing(ConduitMode.Monitor), Proposal(ConduitMode.Enforce) with { Yes = false }, Now));

        Assert.Equal(ChangeState.Draft, start.Change.State);
        Assert.Null(start.Change.Deadline);
        Assert.True(start.Tightens);
    }

    [Fact]
    public void A_trial_has_its_deadline_and_keeps_the_override()
    {
        Proposal proposal = Proposal(ConduitMode.Enforce) with { Trial = TimeSpan.FromSeconds(7), Override = "rehearsed yesterday" };

        ChangeStart start = Done(ChangeDoor.Propose(Standing(ConduitMode.Monitor), proposal, Now));

        Assert.Equal(Now.AddSeconds(7), start.Change.Deadline);
        Assert.Equal("rehearsed yesterday", start.Change.Override);
    }

    [Fact]
    public void Enforce_without_a_scope_means_every_class_and_client()
    {
        ChangeStart start = Done(ChangeDoor.Propose(Standing(ConduitMode.Monitor), Proposal(ConduitMode.Enforce), Now));

        Assert.True(Postures.Same(EnforcementScope.Everything, start.Change.To.Scope));
    }

    [Fact]
    public void Malformed_is_always_in_the_scope()
    {
        Proposal proposal = Proposal(ConduitMode.Enforce) with { Classes = OperationClasses.Write };

        ChangeStart start = Done(ChangeDoor.Propose(Standing(ConduitMode.Monitor), proposal, Now));

        Assert.Equal(OperationClasses.Write | OperationClasses.Malformed, start.Change.To.Scope.Classes);
    }

    [Fact]
    public void A_wider_scope_goes_on_trial_and_a_narrower_one_does_not()
    {
        ConduitStanding standing = Standing(ConduitMode.Enforce, new EnforcementScope(OperationClasses.Malformed | OperationClasses.Write));
        Proposal wider = new() { Author = "a", Reason = "r", Yes = true, Classes = OperationClasses.Write | OperationClasses.Read };
        Proposal narrower = wider with { Classes = OperationClasses.Malformed };

        Assert.Equal(ChangeState.Trial, Done(ChangeDoor.Propose(standing, wider, Now)).Change.State);
        Assert.Equal(ChangeState.Confirmed, Done(ChangeDoor.Propose(standing, narrower, Now)).Change.State);
    }

    [Fact]
    public void A_scope_outside_enforce_is_refused()
    {
        Proposal proposal = Proposal(ConduitMode.Monitor) with { Classes = OperationClasses.Write };

        Answer<ChangeStart> answer = ChangeDoor.Propose(Standing(ConduitMode.Observe), proposal, Now);

        Assert.Equal(RefusalKind.Invalid, answer.Refusal!.Kind);
    }

    [Theory]
    [InlineData(ConduitProtocol.Tcp, "relayed, not read")]
    [InlineData(ConduitProtocol.OpcUa, "nothing to judge")]
    public void A_conduit_that_is_not_read_stays_in_observe(ConduitProtocol protocol, string why)
    {
        ConduitStanding standing = Standing(ConduitMode.Observe) with { Conduit = Plant.Conduit with { Protocol = protocol } };

        Answer<ChangeStart> answer = ChangeDoor.Propose(standing, Proposal(ConduitMode.Monitor), Now);

        Assert.Equal(RefusalKind.Conflict, answer.Refusal!.Kind);
        Assert.Contains(why, answer.Refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_policy_there_is_no_monitor_unless_the_proposal_brings_one()
    {
        ConduitStanding bare = Standing(ConduitMode.Observe);
        bare = bare with
        {
            Policy = null,
            Confirmed = bare.Confirmed with { Posture = bare.Confirmed.Posture with { PolicyDigest = null } },
        };

        Assert.Contains("add a policy first", ChangeDoor.Propose(bare, Proposal(ConduitMode.Monitor), Now).Refusal!.Detail, StringComparison.Ordinal);
        Proposal both = Proposal(ConduitMode.Monitor) with { Policy = Plant.ReadsOnly };
        Assert.Equal(ChangeState.Confirmed, Done(ChangeDoor.Propose(bare, both, Now)).Change.State);
    }

    [Fact]
    public void A_new_policy_and_enforce_are_two_steps()
    {
        Proposal proposal = Proposal(ConduitMode.Enforce) with { Policy = Plant.ReadsAndWrites };

        Answer<ChangeStart> answer = ChangeDoor.Propose(Standing(ConduitMode.Monitor), proposal, Now);

        Assert.Equal("One step at a time", answer.Refusal!.Title);
    }

    [Fact]
    public void A_conduit_that_does_not_listen_has_no_trial_but_can_loosen()
    {
        ConduitStanding down = Standing(ConduitMode.Monitor) with { Listens = false };
        Assert.Equal("Conduit is down", ChangeDoor.Propose(down, Proposal(ConduitMode.Enforce), Now).Refusal!.Title);

        down = Standing(ConduitMode.Enforce) with { Listens = false };
        Assert.True(ChangeDoor.Propose(down, Proposal(ConduitMode.Monitor), Now).IsDone);
    }

    [Theory]
    [InlineData(ChangeState.Draft)]
    [InlineData(ChangeState.Trial)]
    [InlineData(ChangeState.Soak)]
    public void A_second_change_is_refused_with_who_and_what(ChangeState state)
    {
        ConduitStanding standing = Standing(ConduitMode.Monitor);
        standing = standing with { InFlight = Change(standing, state) };

        Answer<ChangeStart> answer = ChangeDoor.Propose(standing, Proposal(ConduitMode.Enforce), Now);

        Assert.Equal(RefusalKind.Conflict, answer.Refusal!.Kind);
        Assert.Contains("c-0001 by alice (monitor to enforce", answer.Refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_of_the_settings_gives_way_to_a_person()
    {
        ConduitStanding standing = Standing(ConduitMode.Monitor);
        standing = standing with { InFlight = Change(standing, ChangeState.Draft) with { Author = ChangeDoor.SettingsAuthor } };

        ChangeStart start = Done(ChangeDoor.Propose(standing, Proposal(ConduitMode.Observe), Now));

        Assert.Equal("c-0001", start.Superseded!.Id);
    }

    [Fact]
    public void Every_state_and_step_leads_where_the_table_says()
    {
        var expected = new Dictionary<(ChangeState State, ChangeStep Step), ChangeState>
        {
            [(ChangeState.Draft, ChangeStep.Withdraw)] = ChangeState.Withdrawn,
            [(ChangeState.Trial, ChangeStep.Confirm)] = ChangeState.Confirmed,
            [(ChangeState.Trial, ChangeStep.Extend)] = ChangeState.Trial,
            [(ChangeState.Trial, ChangeStep.Abort)] = ChangeState.RolledBack,
            [(ChangeState.Soak, ChangeStep.Abort)] = ChangeState.RolledBack,
        };
        ConduitStanding standing = Standing(ConduitMode.Monitor);
        foreach (ChangeState state in Enum.GetValues<ChangeState>())
        {
            foreach (ChangeStep step in Enum.GetValues<ChangeStep>().Except([ChangeStep.Arm]))
            {
                StagedChange change = Change(standing, state);
                Answer<StagedChange> next = ChangeDoor.After(standing with { InFlight = change }, change, step, "by bob", Now);

                Assert.Equal(
                    expected.TryGetValue((state, step), out ChangeState there) ? there : null as ChangeState?, next.Value?.State);
                Assert.True(next.IsDone || next.Refusal.Kind == RefusalKind.Conflict, $"{state} {step}");
            }
        }
    }

    [Theory]
    [InlineData(ChangeStep.Confirm)]
    [InlineData(ChangeStep.Extend)]
    public void A_trial_whose_time_is_up_can_be_neither_confirmed_nor_extended(ChangeStep step)
    {
        ConduitStanding standing = Standing(ConduitMode.Monitor) with { TrialIsOver = true };
        StagedChange trial = Change(standing, ChangeState.Trial);

        Answer<StagedChange> next = ChangeDoor.After(standing, trial, step, "by bob", Now);

        Assert.Contains("its time is up", next.Refusal!.Detail, StringComparison.Ordinal);
        Assert.True(ChangeDoor.After(standing, trial, ChangeStep.Abort, "by bob", Now).IsDone);
    }

    [Fact]
    public void A_draft_whose_base_has_moved_is_stale()
    {
        ConduitStanding standing = Standing(ConduitMode.Monitor);
        StagedChange draft = Change(standing, ChangeState.Draft);
        standing = standing with { Confirmed = standing.Confirmed with { Epoch = 2 } };

        Assert.Equal("Change is stale", ChangeDoor.Arm(standing, draft, tightens: true, Now).Refusal!.Title);
    }

    [Fact]
    public void Only_a_draft_can_be_armed()
    {
        ConduitStanding standing = Standing(ConduitMode.Monitor);
        foreach (ChangeState state in Enum.GetValues<ChangeState>().Except([ChangeState.Draft]))
        {
            Assert.False(ChangeDoor.Arm(standing, Change(standing, state), tightens: true, Now).IsDone, $"{state}");
        }
    }

    private static ChangeStart Done(Answer<ChangeStart> answer)
    {
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }

    private static Proposal Proposal(ConduitMode mode) => new() { Author = "alice", Reason = "r", Mode = mode, Yes = true };

    private static ConduitStanding Standing(ConduitMode mode, EnforcementScope? scope = null) => new()
    {
        Conduit = Plant.Conduit,
        Confirmed = new ConduitRecord(
            Plant.Filling,
            1,
            Now.AddDays(-1),
            PostureRecord.Start with { Mode = mode, PolicyDigest = Plant.ReadsOnly.Digest, Scope = scope ?? EnforcementScope.Everything },
            new TrafficTotals()),
        Policy = Plant.ReadsOnly,
        Listens = true,
    };

    private static StagedChange Change(ConduitStanding standing, ChangeState state) => new()
    {
        Id = "c-0001",
        Conduit = Plant.Filling,
        Stage = Journal.JournalSamples.Stage(state),
        From = standing.Confirmed.Posture,
        To = standing.Confirmed.Posture with { Mode = ConduitMode.Enforce },
        BaseEpoch = standing.Confirmed.Epoch,
        Reason = "r",
        Author = "alice",
        ProposedAt = Now,
    };
}
