using System.Diagnostics;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.Tests.Conduits.OpcUa.Terminating;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Attacks;

/// <summary>Clients that want OtEdge to keep much, or to work much, through both inspections.</summary>
public sealed class FloodTests
{
    private const string Both = nameof(AttackSite.Inspections);

    [Theory]
    [MemberData(Both, MemberType = typeof(AttackSite))]
    public void Chunks_without_end_or_without_content_end_the_connection_within_the_limits(string inspection)
    {
        foreach (int bytes in (int[])[0, 1, 8000])
        {
            foreach (bool hasSession in (bool[])[false, true])
            {
                using TerminatingRig rig = AttackSite.Open(inspection);
                RigClient client = rig.Connect(SecurityPolicy.None);
                if (hasSession)
                {
                    client.WithSession();
                }

                int sent = 0;
                for (; sent < 5000 && !client.Peer.Link.IsLetGo; sent++)
                {
                    client.SendChunk(ChunkKind.Intermediate, 900, new byte[bytes]);
                }

                Assert.True(client.Peer.Link.IsLetGo, $"{bytes} bytes");
                Assert.InRange((long)sent * bytes, 0, hasSession ? AssemblyLimits.InSession.KeptBytesMax + bytes : AssemblyLimits.BeforeSession.KeptBytesMax + bytes);
                Assert.InRange(sent, 1, 4097);
                Assert.Equal(0, rig.Front.Server.Unfinished.KeptBytes);
                AttackSite.IsUnharmed(rig);
            }
        }
    }

    [Theory]
    [MemberData(Both, MemberType = typeof(AttackSite))]
    public void A_crowd_with_unfinished_messages_keeps_no_more_than_its_share(string inspection)
    {
        using TerminatingRig rig = AttackSite.Open(inspection);
        RigClient[] crowd = [.. Enumerable.Range(0, 20).Select(i => AttackSite.Client(rig, "10.66.6.6"))];
        byte[] piece = new byte[8000];
        for (int i = 0; i < 1200; i++)
        {
            foreach (RigClient client in crowd.Where(one => !one.Peer.Link.IsLetGo))
            {
                client.SendChunk(ChunkKind.Intermediate, 900, piece);
            }
        }

        const long HalfOfAll = 64 * 1024 * 1024;
        Assert.InRange(rig.Front.Server.Unfinished.KeptBytes, 1, HalfOfAll + (20 * 2L * AssemblyBudget.ShareBytes));
        RigClient honest = AttackSite.Client(rig);
        Assert.Equal([0], Messages.Statuses(honest.Ask(AttackSite.Question)!, ServiceType.Read));
        byte[] longer = Messages.Read(2, [.. Enumerable.Range(0, 5000).Select(i => $"s=Open{i}")]);
        Assert.Equal(5000, Messages.Statuses(honest.Ask(longer)!, ServiceType.Read).Length);
    }

    [Theory]
    [MemberData(Both, MemberType = typeof(AttackSite))]
    public void A_filter_that_names_400_000_nodes_is_judged_in_one_pass(string inspection)
    {
        using TerminatingRig rig = AttackSite.Open(inspection);
        RigClient client = AttackSite.Client(rig);
        byte[] body = HostileBodies.Watching("s=Open1", nodes: 400_000);
        Assert.True(body.Length > 12_000_000);
        var watch = Stopwatch.StartNew();
        Assert.Equal([AttackSite.Denied], Messages.Statuses(client.Ask(body)!, ServiceType.CreateMonitoredItems));

        // Every node by a walk from the beginning would be some hundred thousand million operands: hours.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.Empty(rig.Device.Asked);
    }

    [Theory]
    [MemberData(Both, MemberType = typeof(AttackSite))]
    public void What_is_kept_for_answers_that_do_not_come_is_bounded(string inspection)
    {
        using TerminatingRig rig = AttackSite.Open(inspection);
        RigClient client = AttackSite.Client(rig);
        rig.Device.Answers = false;
        byte[] long256K = Messages.Register(2, [.. Enumerable.Range(0, 5000).Select(i => $"s=Open{i:D50}")]);
        for (int i = 0; i < 20; i++)
        {
            client.Send(long256K);
        }

        rig.Settle();
        Assert.InRange(rig.Device.Asked.Sum(body => body.Length), 1024 * 1024, (1024 * 1024) + long256K.Length);
    }

    [Theory]
    [MemberData(Both, MemberType = typeof(AttackSite))]
    public void Endless_publishing_is_held_back_and_answered_in_the_end(string inspection)
    {
        using TerminatingRig rig = AttackSite.Open(inspection);
        RigClient client = AttackSite.Client(rig);
        rig.Device.Answers = false;
        for (int i = 0; i < 6000; i++)
        {
            client.Send(Messages.Service((uint)ServiceType.Publish, writer => writer.Null()));
        }

        rig.Settle();
        Assert.InRange(rig.Device.Asked.Count, 4000, 4096);
        AttackSite.IsUnharmedBy(rig, () => rig.Device.Answers = true);
    }
}
