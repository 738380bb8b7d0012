using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;
using Xunit;

namespace OtEdge.Tests.Gateway;

public sealed class TighteningTests
{
    private static readonly PinnedRefusal Pin = new() { Id = "no-restart", Functions = [new FunctionId(8, 1)] };
    private static readonly Rule Limited = new() { Id = "limited", Classes = OperationClasses.Write, Rate = new RateLimit(1, TimeSpan.FromMinutes(1)) };

    [Fact]
    public void Rules_that_only_come_in_addition_loosen() =>
        Assert.False(Enforcing(Plant.ReadsOnly, Plant.ReadsAndWrites));

    [Fact]
    public void A_rule_that_goes_away_tightens() =>
        Assert.True(Enforcing(Plant.ReadsAndWrites, Plant.ReadsOnly));

    [Fact]
    public void A_rule_that_changes_tightens() =>
        Assert.True(Enforcing(Plant.ReadsOnly, Plant.Policy(Plant.Reads with { Units = [new AddressRange(1, 1)] })));

    [Fact]
    public void A_new_rule_with_a_rate_tightens_only_in_front_of_others()
    {
        Assert.True(Enforcing(Plant.ReadsOnly, Plant.Policy(Limited, Plant.Reads)));
        Assert.False(Enforcing(Plant.ReadsOnly, Plant.Policy(Plant.Reads, Limited)));
    }

    [Fact]
    public void Lines_that_move_change_nothing() =>
        Assert.False(Enforcing(Plant.ReadsOnly, Plant.Policy(Plant.Writes, Plant.Reads with { Line = 99 })));

    [Fact]
    public void Span_that_is_no_longer_allowed_tightens()
    {
        PolicyDocument spanning = Plant.WithDigest(Plant.ReadsOnly with { AllowSpan = true });

        Assert.True(Enforcing(spanning, Plant.ReadsOnly));
        Assert.False(Enforcing(Plant.ReadsOnly, spanning));
    }

    [Theory]
    [InlineData(ConduitMode.Observe)]
    [InlineData(ConduitMode.Monitor)]
    [InlineData(ConduitMode.Enforce)]
    public void A_new_pin_tightens_in_every_mode(ConduitMode mode)
    {
        PolicyDocument pinned = Plant.WithDigest(Plant.ReadsOnly with { Pinned = [Pin] });

        Assert.True(Is(Posture(mode), Plant.ReadsOnly, Posture(mode), pinned));
        Assert.False(Is(Posture(mode), pinned, Posture(mode), Plant.ReadsOnly));
    }

    [Fact]
    public void Rules_refuse_nothing_in_monitor_so_taking_one_away_does_not_tighten() =>
        Assert.False(Is(Posture(ConduitMode.Monitor), Plant.ReadsAndWrites, Posture(ConduitMode.Monitor), Plant.ReadsOnly));

    [Fact]
    public void Leaving_bypass_brings_pins_back_and_so_tightens()
    {
        PolicyDocument pinned = Plant.WithDigest(Plant.ReadsOnly with { Pinned = [Pin] });

        Assert.True(Is(Posture(ConduitMode.Bypass), pinned, Posture(ConduitMode.Monitor), pinned));
        Assert.False(Is(Posture(ConduitMode.Bypass), Plant.ReadsOnly, Posture(ConduitMode.Monitor), Plant.ReadsOnly));
        Assert.False(Is(Posture(ConduitMode.Enforce), pinned, Posture(ConduitMode.Bypass), pinned));
    }

    [Fact]
    public void A_harder_form_of_refusal_tightens_where_something_is_refused()
    {
        PostureRecord enforcing = Posture(ConduitMode.Enforce);
        PostureRecord monitoring = Posture(ConduitMode.Monitor);

        Assert.True(Is(enforcing, Plant.ReadsOnly, enforcing with { RefuseWith = RefusalForm.Drop }, Plant.ReadsOnly));
        Assert.False(Is(enforcing with { RefuseWith = RefusalForm.Drop }, Plant.ReadsOnly, enforcing, Plant.ReadsOnly));
        Assert.False(Is(monitoring, Plant.ReadsOnly, monitoring with { RefuseWith = RefusalForm.Drop }, Plant.ReadsOnly));
    }

    [Fact]
    public void Refusing_on_faults_tightens()
    {
        PostureRecord forward = Posture(ConduitMode.Enforce);
        PostureRecord refuse = forward with { OnFault = FaultStance.Refuse };

        Assert.True(Is(forward, Plant.ReadsOnly, refuse, Plant.ReadsOnly));
        Assert.False(Is(refuse, Plant.ReadsOnly, forward, Plant.ReadsOnly));
    }

    [Fact]
    public void More_clients_in_the_scope_tighten()
    {
        var scada = new ClientSelector("scada-1", [IPNetwork.Parse("10.20.0.11/32")]);
        PostureRecord all = Posture(ConduitMode.Enforce);
        PostureRecord one = all with { Scope = new EnforcementScope(OperationClasses.All, [scada]) };
        PostureRecord oneAndStrangers = all with { Scope = new EnforcementScope(OperationClasses.All, [scada], UnknownClients: true) };
        PostureRecord strangers = all with { Scope = new EnforcementScope(OperationClasses.All, [], UnknownClients: true) };

        Assert.True(Is(one, Plant.ReadsOnly, all, Plant.ReadsOnly));
        Assert.True(Is(one, Plant.ReadsOnly, oneAndStrangers, Plant.ReadsOnly));
        Assert.True(Is(strangers, Plant.ReadsOnly, oneAndStrangers, Plant.ReadsOnly));
        Assert.True(Is(strangers, Plant.ReadsOnly, one, Plant.ReadsOnly));
        Assert.False(Is(all, Plant.ReadsOnly, one, Plant.ReadsOnly));
        Assert.False(Is(oneAndStrangers, Plant.ReadsOnly, strangers, Plant.ReadsOnly));
    }

    private static bool Enforcing(PolicyDocument from, PolicyDocument to) =>
        Is(Posture(ConduitMode.Enforce), from, Posture(ConduitMode.Enforce), to);

    private static bool Is(PostureRecord held, PolicyDocument fromPolicy, PostureRecord wanted, PolicyDocument toPolicy) => Tightening.Is(
        held with { PolicyDigest = fromPolicy.Digest }, fromPolicy, wanted with { PolicyDigest = toPolicy.Digest }, toPolicy);

    private static PostureRecord Posture(ConduitMode mode) => PostureRecord.Start with { Mode = mode };
}
