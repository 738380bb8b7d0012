using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.Tests.Conduits.OpcUa.Terminating;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Attacks;

/// <summary>Crowds of connections and secure channels without a session do not keep out a client that works.</summary>
public sealed class CrowdTests
{
    private const int Places = 8;
    private const int Rounds = 100;
    private const string Attacker = "10.66.6.6";
    private static readonly TimeSpan ServedWithin = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(AttackSite.Transparent, "silent")]
    [InlineData(AttackSite.Transparent, "channel")]
    [InlineData(AttackSite.Transparent, "closed session")]
    [InlineData(AttackSite.Terminating, "silent")]
    [InlineData(AttackSite.Terminating, "channel")]
    [InlineData(AttackSite.Terminating, "closed session")]
    public void Whoever_works_is_served_a_hundred_times_of_a_hundred(string inspection, string crowd)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, limits: new ConduitLimits { Connections = Places });
        for (int i = 0; i < Places; i++)
        {
            Attack(rig, crowd);
        }

        rig.Pass(ServedWithin);
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan began = rig.Now.Elapsed;
            RigClient client = AttackSite.Client(rig, Attacker);
            Assert.Equal([0], Messages.Statuses(client.Ask(AttackSite.Question)!, ServiceType.Read));
            Assert.InRange(rig.Now.Elapsed - began, TimeSpan.Zero, ServedWithin);
            client.Peer.Link.ArriveEnd();
            Attack(rig, crowd);
            rig.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(rig.Context.Clients, 1, Places);
    }

    [Theory]
    [MemberData(nameof(AttackSite.Inspections), MemberType = typeof(AttackSite))]
    public void Who_has_fewer_connections_is_served_at_once(string inspection)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, limits: new ConduitLimits { Connections = Places });
        RigClient earlier = AttackSite.Client(rig, "10.20.0.12");
        for (int i = 0; i < Places; i++)
        {
            rig.Dial(SecurityPolicy.None, address: Attacker);
        }

        RigClient client = AttackSite.Client(rig);
        Assert.Equal([0], Messages.Statuses(client.Ask(AttackSite.Question)!, ServiceType.Read));
        Assert.Equal([0], Messages.Statuses(earlier.Ask(AttackSite.Question)!, ServiceType.Read));
    }

    [Theory]
    [MemberData(nameof(AttackSite.Inspections), MemberType = typeof(AttackSite))]
    public void Sessions_never_give_way(string inspection)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, limits: new ConduitLimits { Connections = 3 });
        RigClient[] clients = [.. Enumerable.Range(0, 3).Select(_ => AttackSite.Client(rig))];
        rig.Pass(TimeSpan.FromSeconds(10));
        RigClient late = rig.Dial(SecurityPolicy.None, address: "10.20.0.99");
        rig.Settle();
        Assert.True(late.Peer.Link.IsClosed);
        Assert.Contains(rig.Loop.Findings, one => one is { Kind: FindingKind.ConnectionLimit, Verdict: VerdictWord.Refused });
        Assert.All(clients, client => Assert.Equal([0], Messages.Statuses(client.Ask(AttackSite.Question)!, ServiceType.Read)));
    }

    private static void Attack(TerminatingRig rig, string crowd)
    {
        if (crowd == "silent")
        {
            rig.Dial(SecurityPolicy.None, address: Attacker);
            rig.Settle();
            return;
        }

        RigClient attacker = rig.Connect(SecurityPolicy.None, address: Attacker);
        if (crowd == "closed session" && attacker.Peer.Link.State == LinkState.Open)
        {
            attacker.WithSession();
            attacker.Ask(Messages.Service((uint)ServiceType.CloseSession, writer => writer.Boolean(true)));
        }
    }
}
