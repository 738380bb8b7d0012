using System.Net;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>Postures that change under a running session.</summary>
public sealed class SnapshotTests
{
    private static readonly byte[] Forbidden = Frames.WriteOne(1, 50, 1);
    private static readonly Posture Monitoring = new(ConduitMode.Monitor, EnforcementScope.Everything, Policies.Narrow);
    private static readonly Posture Enforcing = new(ConduitMode.Enforce, EnforcementScope.Everything, Policies.Narrow);

    [Fact]
    public void A_swap_holds_from_the_next_frame_on_and_drops_nothing()
    {
        var rig = new SessionRig(new ConduitSnapshot(1, Monitoring), Policies.Conduit(502));
        rig.Ask(Forbidden);
        rig.Context.Snapshot = new ConduitSnapshot(2, Enforcing);
        rig.Ask(Forbidden);
        rig.Context.Snapshot = new ConduitSnapshot(3, Monitoring);
        rig.Ask(Forbidden);
        rig.Reply([.. Forbidden, .. Forbidden]);

        Assert.Equal(2, rig.Device.Sends.Count);
        Assert.Equal([Frames.Exception(1, 6, 2), Forbidden, Forbidden], rig.Client.Sends);
        Assert.Equal(
            [VerdictWord.WouldBeRefused, VerdictWord.Refused, VerdictWord.WouldBeRefused],
            rig.Findings.Select(finding => finding.Verdict));
    }

    [Fact]
    public void A_trial_falls_back_by_itself_at_its_deadline()
    {
        var rig = new SessionRig(new ConduitSnapshot(1, Monitoring), Policies.Conduit(502));
        long deadline = rig.Loop.Clock.Ticks + TimeSpan.FromMinutes(10).Ticks;
        rig.Context.Snapshot = new ConduitSnapshot(2, Enforcing, Monitoring, deadline);
        rig.Ask(Forbidden);
        Assert.Empty(rig.Loop.Dialled);

        rig.Pass(TimeSpan.FromMinutes(10));
        rig.Ask(Forbidden);

        Assert.Single(rig.Device.Sends);
    }

    [Fact]
    public void The_scope_decides_which_classes_and_clients_are_really_refused()
    {
        var client = new ClientSelector("others", [IPNetwork.Parse("10.99.0.0/16")]);
        foreach ((EnforcementScope scope, bool isRefused) in new[]
        {
            (new EnforcementScope(OperationClasses.Write), true),
            (new EnforcementScope(OperationClasses.Read), false),
            (new EnforcementScope(OperationClasses.All, [client]), false),
            (new EnforcementScope(OperationClasses.All, [client with { Addresses = [IPNetwork.Parse("10.20.0.0/16")] }]), true),
            (new EnforcementScope(OperationClasses.All, null, UnknownClients: true), false),
        })
        {
            var rig = new SessionRig(new ConduitSnapshot(1, Enforcing with { Scope = scope }), Policies.Conduit(502));
            rig.Ask(Forbidden);
            Assert.Equal(isRefused ? VerdictWord.Refused : VerdictWord.WouldBeRefused, rig.OnlyFinding.Verdict);
            Assert.Equal(isRefused ? 0 : 1, rig.Loop.Dialled.Count);
        }
    }

    [Theory]
    [InlineData(ConduitMode.Monitor, FaultStance.Refuse, true)]
    [InlineData(ConduitMode.Enforce, FaultStance.Forward, true)]
    [InlineData(ConduitMode.Enforce, FaultStance.Refuse, false)]
    public void When_judging_itself_fails_the_stance_decides_and_the_connection_lives(
        ConduitMode mode, FaultStance stance, bool passes)
    {
        var scope = new EnforcementScope(OperationClasses.All, null, UnknownClients: true);
        var posture = new Posture(mode, scope, Policies.AllowAll, stance);
        var rig = new SessionRig(
            new ConduitSnapshot(1, posture), Policies.Conduit(502), _ => throw new InvalidOperationException("made up"));

        rig.Ask(Frames.Read(1, 0, 1));

        Assert.Equal(passes ? 1 : 0, rig.Loop.Dialled.Count);
        Assert.Equal(passes ? [] : Frames.Exception(1, 3, 4), rig.Client.SentBytes);
        Assert.Equal(FindingKind.JudgingFault, rig.OnlyFinding.Kind);
        rig.Context.Snapshot = new ConduitSnapshot(2, posture with { Scope = EnforcementScope.Everything });
        rig.Ask(Frames.Read(2, 0, 1));
        Assert.Equal(Frames.Read(2, 0, 1), rig.Device.Sends[^1]);
    }
}
