using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Policy;

public sealed class EnforcementTests
{
    private static readonly EnforcementScope Writes = new(OperationClasses.Write);

    [Fact]
    public void Every_mode_reason_scope_and_class_resolves_as_the_ladder_says()
    {
        foreach (ConduitMode mode in Enum.GetValues<ConduitMode>())
        {
            foreach (DecisionReason reason in Enum.GetValues<DecisionReason>())
            {
                foreach (bool clientInScope in new[] { false, true })
                {
                    foreach (OperationClass operationClass in Enum.GetValues<OperationClass>())
                    {
                        var posture = new Posture(mode, Writes, RuleSet.None);
                        var decision = new Decision(reason);
                        bool isRefused = Enforcement.Resolve(posture, clientInScope, operationClass, decision) is Verdict.Refuse;
                        bool expected = (mode, reason) switch
                        {
                            (ConduitMode.Bypass, _) or (_, DecisionReason.Allowed) => false,
                            (_, DecisionReason.Pinned) => true,
                            (ConduitMode.Enforce, _) =>
                                clientInScope && operationClass is OperationClass.Write or OperationClass.Malformed && clientInScope,
                            _ => false,
                        };
                        Assert.True(expected == isRefused, $"{mode} {reason} in scope {clientInScope} {operationClass}");
                        Assert.Equal(
                            mode is ConduitMode.Monitor or ConduitMode.Enforce && reason != DecisionReason.Allowed,
                            Enforcement.WouldBeRefused(posture, decision));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(ConduitMode.Enforce, FaultStance.Refuse, true)]
    [InlineData(ConduitMode.Enforce, FaultStance.Forward, false)]
    [InlineData(ConduitMode.Monitor, FaultStance.Refuse, false)]
    [InlineData(ConduitMode.Observe, FaultStance.Refuse, false)]
    [InlineData(ConduitMode.Bypass, FaultStance.Refuse, false)]
    public void Fault_refuses_only_where_enforcing_says_so(ConduitMode mode, FaultStance stance, bool expected) => Assert.Equal(
        expected, Enforcement.ResolveFault(new Posture(mode, Writes, RuleSet.None, stance)) is Verdict.Refuse);

    [Fact]
    public void Scope_holds_for_named_and_for_unknown_clients()
    {
        var named = new EnforcementScope(OperationClasses.All, [Given.Network("10.20.0.0/24")]);
        Assert.True(named.Covers(Given.Scada, isDeclared: true));
        Assert.False(named.Covers(Given.Stranger, isDeclared: false));
        Assert.False(named.HoldsForAllClients);
        var unknown = new EnforcementScope(OperationClasses.All, UnknownClients: true);
        Assert.False(unknown.Covers(Given.Scada, isDeclared: true));
        Assert.True(unknown.Covers(Given.Stranger, isDeclared: false));
        EnforcementScope both = named with { UnknownClients = true };
        Assert.True(both.Covers(Given.Scada, isDeclared: true));
        Assert.True(both.Covers(Given.Stranger, isDeclared: false));
        Assert.True(EnforcementScope.Everything.Covers(Given.Stranger, isDeclared: false));
        Assert.False(new EnforcementScope(OperationClasses.All, []).Covers(Given.Scada, isDeclared: true));
    }

    [Fact]
    public void Malformed_is_always_in_the_scope() =>
        Assert.True(new EnforcementScope(OperationClasses.None).Covers(OperationClass.Malformed));

    [Fact]
    public void Client_must_match_every_identifier_and_mapped_addresses_count_as_ipv4()
    {
        var selector = new ClientSelector("mes", [IPNetwork.Parse("10.20.0.0/28")], "urn:mes");
        Assert.True(selector.Matches(new ClientIdentity(IPAddress.Parse("10.20.0.3"), "urn:mes")));
        Assert.True(selector.Matches(new ClientIdentity(IPAddress.Parse("::ffff:10.20.0.3"), "urn:mes")));
        Assert.False(selector.Matches(new ClientIdentity(IPAddress.Parse("10.20.0.3"))));
        Assert.False(selector.Matches(new ClientIdentity(IPAddress.Parse("10.20.0.16"), "urn:mes")));
        PolicyDocument policy = Given.Policy(new Rule { Id = "r", Clients = [selector], Classes = OperationClasses.Read });
        Assert.True(policy.Decide(Given.Read(0, 1), new ClientIdentity(IPAddress.Parse("::ffff:10.20.0.3"), "urn:mes")).IsAllowed);
    }

    [Fact]
    public void Threads_may_ask_one_rule_set_at_once()
    {
        var policy = Given.Policy([.. Enumerable.Range(0, 300).Select(i => new Rule
        {
            Id = $"r{i}",
            Clients = [new ClientSelector($"{i}", [IPNetwork.Parse($"10.0.{i % 250}.0/24")], i % 2 == 0 ? null : "urn:mes")],
            Classes = OperationClasses.Read,
            Ranges = [Given.Holding(i, i)],
        })]);
        RuleSet rules = RuleSet.Compile(policy);
        Parallel.For(0, 20_000, i =>
        {
            var client = new ClientIdentity(IPAddress.Parse($"10.0.{i % 250}.7"), i % 3 == 0 ? "urn:mes" : null);
            int address = i % 250;
            bool expected = address % 2 == 0 || i % 3 == 0;
            Assert.Equal(expected, rules.For(client).Decide(Given.Read(address, 1), new JudgingMemory(), client, Given.Now).IsAllowed);
        });
    }
}
