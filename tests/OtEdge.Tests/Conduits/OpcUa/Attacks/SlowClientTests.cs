using OtEdge.Core.Findings;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.Tests.Conduits.OpcUa.Terminating;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Attacks;

/// <summary>Clients that say nothing, or a byte a second, at every stage; and those that only seem to.</summary>
public sealed class SlowClientTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>What is said before the client becomes slow (0: nothing, 1: HEL, 2: OPN, 3: CreateSession), and how long it may be so.</summary>
    public static TheoryData<string, ConduitMode, int, int> Stages
    {
        get
        {
            var data = new TheoryData<string, ConduitMode, int, int>();
            foreach (string inspection in (string[])[AttackSite.Transparent, AttackSite.Terminating])
            {
                foreach (ConduitMode mode in (ConduitMode[])[ConduitMode.Observe, ConduitMode.Enforce])
                {
                    data.Add(inspection, mode, 0, 5);
                    data.Add(inspection, mode, 1, 10);
                    data.Add(inspection, mode, 2, 30);
                    data.Add(inspection, mode, 3, 30);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void Who_says_nothing_more_is_let_go(string inspection, ConduitMode mode, int stage, int seconds)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, mode);
        RigClient client = Until(rig, stage, out _);
        rig.Pass((seconds - 1) * Second);
        Assert.False(client.Peer.Link.IsLetGo);
        rig.Pass(2 * Second);
        Assert.True(client.Peer.Link.IsLetGo);
        Assert.Contains(rig.Loop.Findings, one => one.Kind == FindingKind.FrameTimeout);
        AttackSite.IsUnharmed(rig);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void One_byte_a_second_gains_nobody_more(string inspection, ConduitMode mode, int stage, int seconds)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, mode);
        RigClient client = Until(rig, stage, out byte[] next);
        Assert.True(next.Length > seconds);
        int passed = 0;
        for (; !client.Peer.Link.IsLetGo && passed <= seconds + 1; passed++)
        {
            client.Peer.Link.Arrive([next[passed]]);
            rig.Pass(Second);
        }

        Assert.InRange(passed, 1, seconds + 1);
        AttackSite.IsUnharmed(rig);
    }

    [Theory]
    [InlineData(AttackSite.Transparent, ConduitMode.Enforce, true)]
    [InlineData(AttackSite.Terminating, ConduitMode.Enforce, true)]
    [InlineData(AttackSite.Terminating, ConduitMode.Observe, true)]
    [InlineData(AttackSite.Transparent, ConduitMode.Observe, false)]
    [InlineData(AttackSite.Transparent, ConduitMode.Monitor, false)]
    public void A_chunk_that_trickles_in_ends_a_session_and_passes_where_everything_does(string inspection, ConduitMode mode, bool isEnded)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, mode);
        RigClient client = AttackSite.Client(rig);
        byte[] request = [];
        client.Peer.OnTheWay = bytes => { request = bytes; return []; };
        client.Send(AttackSite.Question);
        rig.Settle();
        foreach (byte value in request)
        {
            if (!client.Peer.Link.IsLetGo)
            {
                client.Peer.Link.Arrive([value]);
                rig.Pass(Second);
            }
        }

        Assert.Equal(isEnded, client.Peer.Link.IsLetGo);
        Assert.Equal(isEnded ? [] : [AttackSite.Question], rig.Device.Asked);
        Assert.Contains(rig.Loop.Findings, one => one.Kind == FindingKind.FrameTimeout);
        AttackSite.IsUnharmed(rig);
    }

    [Theory]
    [InlineData(AttackSite.Transparent, ConduitMode.Enforce, true)]
    [InlineData(AttackSite.Terminating, ConduitMode.Enforce, true)]
    [InlineData(AttackSite.Transparent, ConduitMode.Observe, false)]
    public void A_message_that_is_never_finished_ends_a_session_and_passes_where_everything_does(string inspection, ConduitMode mode, bool isEnded)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, mode);
        RigClient client = AttackSite.Client(rig);
        client.SendChunk(ChunkKind.Intermediate, 900, AttackSite.Question.AsSpan(0, 20));
        rig.Pass(119 * Second);
        Assert.False(client.Peer.Link.IsLetGo);
        Assert.InRange(rig.Front.Server.Unfinished.KeptBytes, 20, 100);
        rig.Pass(2 * Second);
        Assert.Equal(isEnded, client.Peer.Link.IsLetGo);
        Assert.Equal(0, rig.Front.Server.Unfinished.KeptBytes);
        if (!isEnded)
        {
            client.SendChunk(ChunkKind.Final, 900, AttackSite.Question.AsSpan(20));
            rig.Settle();
            Assert.Equal([AttackSite.Question], rig.Device.Asked);
        }
    }

    [Theory]
    [InlineData(AttackSite.Transparent, ConduitMode.Observe)]
    [InlineData(AttackSite.Transparent, ConduitMode.Enforce)]
    [InlineData(AttackSite.Terminating, ConduitMode.Observe)]
    public void A_session_that_is_silent_until_its_token_is_over_is_let_go(string inspection, ConduitMode mode)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, mode, tokenLife: TimeSpan.FromSeconds(60));
        RigClient client = AttackSite.Client(rig);
        rig.Pass(65 * Second);
        Assert.False(client.Peer.Link.IsLetGo);
        rig.Pass(15 * Second);
        Assert.True(client.Peer.Link.IsLetGo);
    }

    [Theory]
    [InlineData(AttackSite.Transparent)]
    [InlineData(AttackSite.Terminating)]
    public void Who_works_slowly_and_renews_in_time_is_never_let_go(string inspection)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, ConduitMode.Observe, tokenLife: TimeSpan.FromSeconds(60));
        RigClient client = AttackSite.Client(rig);
        for (int minute = 0; minute < 10; minute++)
        {
            rig.Pass(TimeSpan.FromSeconds(45));
            client.Peer.Do(client.Channel.Renew(rig.Now));
            rig.Settle();
            Assert.Equal([0], Messages.Statuses(client.Ask(AttackSite.Question)!, ServiceType.Read));
        }

        Assert.DoesNotContain(rig.Loop.Findings, one => one.Kind == FindingKind.FrameTimeout);
    }

    // A client that has said so much, and what it would say next.
    private static RigClient Until(TerminatingRig rig, int stage, out byte[] next)
    {
        byte[] held = [];
        int left = stage;
        RigClient client = rig.Dial(SecurityPolicy.None);
        client.Peer.OnTheWay = bytes =>
        {
            if (left-- > 0)
            {
                return bytes;
            }

            held = [.. held, .. bytes];
            return [];
        };
        client.Channel.Greet();
        rig.Settle();
        foreach (byte[] message in (byte[][])[Messages.CreateSession(), Messages.ActivateSession()])
        {
            if (client.Channel.IsOpen && held.Length == 0)
            {
                client.Send(message);
                rig.Settle();
            }
        }

        next = held;
        return client;
    }
}
