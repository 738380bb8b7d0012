using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;
using OtEdge.Tests.Policy;
using Xunit;

namespace OtEdge.Tests.Staging;

/// <summary>Which way a change goes, exactly, and what stands in its way.</summary>
public sealed class ChangeCheckTests
{
    private static readonly Rule Reads = new() { Id = "reads", Classes = OperationClasses.Read, Ranges = [Given.Holding(0, 99)] };

    private static readonly Rule Writes = new()
    {
        Id = "writes",
        Clients = [Given.Network("10.20.0.11/32")],
        Classes = OperationClasses.Write,
        Ranges = [Given.Holding(10, 20)],
    };

    private static readonly PinnedRefusal NoRestart = new() { Id = "no-restart", Functions = [new FunctionId(8, 1)] };

    private static readonly EnforcementScope WritesOnly = new(OperationClasses.Malformed | OperationClasses.Write);

    private static readonly EnforcementScope OfScada = new(OperationClasses.All, [Given.Network("10.20.0.11/32")]);

    [Theory]
    [InlineData(ConduitMode.Observe, ConduitMode.Monitor, DifferenceKind.Same)]
    [InlineData(ConduitMode.Monitor, ConduitMode.Enforce, DifferenceKind.Tightening)]
    [InlineData(ConduitMode.Enforce, ConduitMode.Monitor, DifferenceKind.Loosening)]
    [InlineData(ConduitMode.Monitor, ConduitMode.Observe, DifferenceKind.Same)]
    public void Only_entering_enforce_refuses_more(ConduitMode from, ConduitMode to, DifferenceKind expected) =>
        Assert.Equal(expected, Check(View(from, Policy(Reads)), View(to, Policy(Reads))).Direction);

    [Fact]
    public void Pins_hold_in_monitor_so_a_new_one_tightens_there_and_rules_do_not()
    {
        PolicyDocument pinned = Pinned(Policy(Reads), NoRestart);

        ChangeCheck check = Check(View(ConduitMode.Monitor, Policy(Reads, Writes)), View(ConduitMode.Monitor, pinned));

        Assert.Equal(DifferenceKind.Tightening, check.Direction);
        Assert.Contains("(pinned)", Assert.Single(check.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Entering_enforce_while_dropping_a_pin_is_mixed_and_says_how_to_split_it()
    {
        ChangeCheck check = Check(
            View(ConduitMode.Monitor, Pinned(Policy(Reads), NoRestart)),
            View(ConduitMode.Enforce, Policy(Reads, new Rule { Id = "restart", Functions = [new FunctionId(8, 1)] })));

        Assert.Equal(DifferenceKind.Mixed, check.Direction);
        Assert.Equal(2, check.Split.Count);
    }

    [Fact]
    public void Losing_one_register_and_gaining_another_is_mixed_while_enforcing_only()
    {
        PolicyDocument moved = Policy(Reads with { Ranges = [Given.Holding(1, 100)] });

        Assert.Equal(DifferenceKind.Mixed, Check(View(ConduitMode.Enforce, Policy(Reads)), View(ConduitMode.Enforce, moved)).Direction);
        Assert.Equal(DifferenceKind.Same, Check(View(ConduitMode.Monitor, Policy(Reads)), View(ConduitMode.Monitor, moved)).Direction);
    }

    [Fact]
    public void What_rules_lose_outside_the_classes_of_the_scope_is_not_refused()
    {
        RuledPosture before = View(ConduitMode.Enforce, Policy(Reads, Writes), WritesOnly);

        Assert.Equal(DifferenceKind.Same, Check(before, View(ConduitMode.Enforce, Policy(Writes), WritesOnly)).Direction);
        Assert.Equal(DifferenceKind.Tightening, Check(before, View(ConduitMode.Enforce, Policy(Reads), WritesOnly)).Direction);
    }

    [Fact]
    public void What_rules_lose_for_clients_outside_the_scope_is_not_refused()
    {
        Rule ofOthers = Writes with { Id = "others", Clients = [Given.Network("10.30.0.0/24")] };
        RuledPosture before = View(ConduitMode.Enforce, Policy(Reads, Writes, ofOthers), OfScada);

        Assert.Equal(DifferenceKind.Same, Check(before, View(ConduitMode.Enforce, Policy(Reads, Writes), OfScada)).Direction);
        Assert.Equal(DifferenceKind.Tightening, Check(before, View(ConduitMode.Enforce, Policy(Reads, ofOthers), OfScada)).Direction);
    }

    [Fact]
    public void A_scope_that_moves_to_other_clients_is_mixed()
    {
        EnforcementScope others = new(OperationClasses.All, [Given.Network("10.30.0.0/24")]);
        PolicyDocument policy = Policy(Reads);

        Assert.Equal(
            DifferenceKind.Mixed, Check(View(ConduitMode.Enforce, policy, OfScada), View(ConduitMode.Enforce, policy, others)).Direction);
        Assert.Equal(
            DifferenceKind.Tightening,
            Check(View(ConduitMode.Enforce, policy, OfScada), View(ConduitMode.Enforce, policy, EnforcementScope.Everything)).Direction);
    }

    [Fact]
    public void A_network_inside_another_is_covered_by_it()
    {
        EnforcementScope wide = new(OperationClasses.All, [Given.Network("10.20.0.0/16")]);
        PolicyDocument policy = Policy(Reads);

        Assert.Equal(
            DifferenceKind.Loosening, Check(View(ConduitMode.Enforce, policy, wide), View(ConduitMode.Enforce, policy, OfScada)).Direction);
    }

    [Fact]
    public void Leaving_bypass_brings_pins_back()
    {
        PolicyDocument pinned = Pinned(Policy(Reads), NoRestart);

        Assert.Equal(DifferenceKind.Tightening, Check(View(ConduitMode.Bypass, pinned), View(ConduitMode.Monitor, pinned)).Direction);
        Assert.Equal(
            DifferenceKind.Same, Check(View(ConduitMode.Bypass, Policy(Reads)), View(ConduitMode.Monitor, Policy(Reads))).Direction);
    }

    [Theory]
    [InlineData(RefusalForm.Reply, RefusalForm.Close, DifferenceKind.Tightening)]
    [InlineData(RefusalForm.Reset, RefusalForm.Reply, DifferenceKind.Loosening)]
    public void A_harder_form_of_refusal_tightens_where_something_is_refused(RefusalForm from, RefusalForm to, DifferenceKind expected)
    {
        PolicyDocument policy = Policy(Reads);

        Assert.Equal(expected, Check(Formed(ConduitMode.Enforce, policy, from), Formed(ConduitMode.Enforce, policy, to)).Direction);
        Assert.Equal(DifferenceKind.Same, Check(Formed(ConduitMode.Monitor, policy, from), Formed(ConduitMode.Monitor, policy, to)).Direction);
    }

    [Fact]
    public void Refusing_on_faults_tightens_an_enforcing_conduit()
    {
        RuledPosture before = View(ConduitMode.Enforce, Policy(Reads));

        Assert.Equal(
            DifferenceKind.Tightening,
            Check(before, before with { Posture = before.Posture with { OnFault = FaultStance.Refuse } }).Direction);
    }

    [Fact]
    public void Two_rungs_are_two_steps_and_so_are_a_policy_and_enforce_or_classes_and_clients()
    {
        PolicyDocument policy = Policy(Reads);
        EnforcementScope writesOfScada = OfScada with { Classes = OperationClasses.Malformed | OperationClasses.Write };

        Assert.Equal(2, Check(View(ConduitMode.Observe, policy), View(ConduitMode.Enforce, policy)).Steps.Count);
        Assert.Equal(2, Check(View(ConduitMode.Monitor, policy), View(ConduitMode.Enforce, Policy(Reads, Writes))).Steps.Count);
        Assert.Equal(2, Check(View(ConduitMode.Enforce, policy, writesOfScada), View(ConduitMode.Enforce, policy)).Steps.Count);
        Assert.Single(Check(View(ConduitMode.Enforce, policy, WritesOnly), View(ConduitMode.Enforce, policy)).Steps);
        Assert.Single(Check(View(ConduitMode.Monitor, policy), View(ConduitMode.Enforce, policy)).Steps);
        Assert.Empty(Check(View(ConduitMode.Enforce, policy), View(ConduitMode.Enforce, Policy(Writes))).Steps);
    }

    [Fact]
    public void A_rule_that_another_covers_is_found_when_the_policy_is_new()
    {
        PolicyDocument twice = Policy(Reads, Reads with { Id = "again", Ranges = [Given.Holding(5, 6)] });

        Assert.Equal(["again is covered by reads"], Check(View(ConduitMode.Monitor, Policy(Reads)), View(ConduitMode.Monitor, twice)).Unreachable);
        Assert.Empty(Check(View(ConduitMode.Observe, twice), View(ConduitMode.Monitor, twice)).Unreachable);
    }

    [Fact]
    public void An_essential_operation_that_nobody_may_do_any_more_is_lost()
    {
        OperationExample stop = new()
        {
            Class = OperationClass.Write,
            Function = new FunctionId(5),
            Space = RegisterSpace.Coil,
            Address = 17,
            Data = new byte[] { 1 },
            Text = "write coil 17",
        };
        Conduit conduit = Sample.Conduit with { Essential = [stop] };
        Rule stops = new() { Id = "stops", Clients = Writes.Clients, Classes = OperationClasses.Write, Ranges = [Given.Coils(17, 17)] };
        RuledPosture monitor = View(ConduitMode.Monitor, Policy(Reads));

        ChangeCheck lost = ChangeCheck.Of(conduit, monitor, View(ConduitMode.Enforce, Policy(Reads)));
        Assert.Equal(["write coil 17"], lost.EssentialLost);
        Assert.True(lost.TouchesEssential);
        Assert.Empty(ChangeCheck.Of(conduit, monitor, View(ConduitMode.Enforce, Policy(Reads, stops))).EssentialLost);
        Assert.Empty(ChangeCheck.Of(conduit, monitor, View(ConduitMode.Enforce, Policy(Reads), new(OperationClasses.Read))).EssentialLost);
        Assert.Equal(
            ["write coil 17"],
            ChangeCheck.Of(
                conduit with { Essential = [stop with { Client = IPAddress.Parse("10.99.0.1") }] },
                monitor,
                View(ConduitMode.Enforce, Policy(Reads, stops))).EssentialLost);
    }

    [Fact]
    public void Policies_of_other_protocols_are_compared_rule_by_rule()
    {
        PolicyDocument before = OpcUa("reads");
        Assert.Equal(DifferenceKind.Loosening, Enforcing(before, OpcUa("reads", "writes")));
        Assert.Equal(DifferenceKind.Tightening, Enforcing(OpcUa("reads", "writes"), before));
        Assert.Equal(DifferenceKind.Mixed, Enforcing(before, OpcUa("writes")));
        Assert.Equal(DifferenceKind.Tightening, Enforcing(before, Digested(before with { Strict = true })));
        Assert.Equal(DifferenceKind.Tightening, Check(View(ConduitMode.Monitor, before), View(ConduitMode.Enforce, before)).Direction);
    }

    [Fact]
    public void Policies_too_different_to_compare_still_have_a_clear_direction_when_enforce_begins()
    {
        Rule[] many = [.. Enumerable.Range(0, 400).Select(at => Reads with
        {
            Id = $"r{at}",
            Clients = [Given.Network($"10.{at / 200}.{at % 200}.0/24")],
            Units = [new AddressRange(at % 250, at % 250)],
            Ranges = [Given.Holding(at * 7, (at * 7) + 40)],
        })];

        Assert.Equal(DifferenceKind.Tightening, Check(View(ConduitMode.Monitor, Policy(many)), View(ConduitMode.Enforce, Policy(many))).Direction);
    }

    private static DifferenceKind Enforcing(PolicyDocument before, PolicyDocument after) =>
        Check(View(ConduitMode.Enforce, before), View(ConduitMode.Enforce, after)).Direction;

    private static ChangeCheck Check(RuledPosture from, RuledPosture to) => ChangeCheck.Of(Sample.Conduit, from, to);

    private static RuledPosture Formed(ConduitMode mode, PolicyDocument policy, RefusalForm form)
    {
        RuledPosture view = View(mode, policy);
        return view with { Posture = view.Posture with { RefuseWith = form } };
    }

    private static RuledPosture View(ConduitMode mode, PolicyDocument policy, EnforcementScope? scope = null) => new(
        PostureRecord.Start with { Mode = mode, PolicyDigest = policy.Digest, Scope = scope ?? EnforcementScope.Everything }, policy);

    private static PolicyDocument Policy(params Rule[] rules) => Digested(Given.Policy(rules));

    private static PolicyDocument Pinned(PolicyDocument policy, PinnedRefusal pin) => Digested(policy with { Pinned = [pin] });

    private static PolicyDocument OpcUa(params string[] rules) => Digested(new PolicyDocument
    {
        Name = "filling-opcua",
        Protocol = ConduitProtocol.OpcUa,
        Rules = [.. rules.Select(rule => new Rule { Id = rule, Classes = rule == "reads" ? OperationClasses.Read : OperationClasses.Write })],
    });

    private static PolicyDocument Digested(PolicyDocument policy) => policy with { Digest = PolicyDocumentJson.Digest(policy) };
}
