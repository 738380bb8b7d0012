using System.Diagnostics;
using System.Text;
using OtEdge.Core.Findings;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;
using OtEdge.Tests.Conduits.OpcUa.Terminating;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Attacks;

/// <summary>Requests that are made to break or to hold up whoever reads them, with a session, through both inspections.</summary>
public sealed class HostileRequestTests
{
    private const string Both = nameof(AttackSite.Inspections);

    public static TheoryData<string, string> Bodies
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string inspection in (string[])[AttackSite.Transparent, AttackSite.Terminating])
            {
                foreach (string name in HostileBodies.All.Keys)
                {
                    data.Add(inspection, name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_hostile_body_is_refused_and_the_session_lives_on(string inspection, string name)
    {
        using TerminatingRig rig = AttackSite.Open(inspection);
        RigClient client = AttackSite.Client(rig);
        byte[]? answer = client.Ask(HostileBodies.All[name]);
        Assert.True(
            RigClient.StatusOf(answer) != StatusCodes.Good
            || (Messages.Statuses(answer!, ServiceType.CreateMonitoredItems) is [var status] && StatusCodes.IsBad(status)));
        Assert.Empty(rig.Device.Asked);
        Assert.Equal([0], Messages.Statuses(client.Ask(AttackSite.Question)!, ServiceType.Read));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_hostile_body_passes_as_it_is_while_monitoring_and_is_a_finding(string inspection, string name)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, ConduitMode.Monitor);
        RigClient client = AttackSite.Client(rig);
        byte[] body = HostileBodies.All[name];
        client.Send(body);
        rig.Settle();
        Assert.Equal(body, Assert.Single(rig.Device.Asked));
        rig.Turn();
        Assert.True(
            rig.Loop.Findings.Any(one => one.Verdict == VerdictWord.WouldBeRefused),
            string.Join(", ", rig.Loop.Findings.Select(one => $"{one.Kind} {one.Verdict} {one.Decision.Reason} {one.Detail}")));
        Assert.Equal([0], Messages.Statuses(client.Ask(AttackSite.Question)!, ServiceType.Read));
    }

    [Theory]
    [MemberData(Both, MemberType = typeof(AttackSite))]
    public void A_message_of_any_age_is_judged_like_any_other(string inspection)
    {
        using TerminatingRig rig = AttackSite.Open(inspection);
        RigClient client = AttackSite.Client(rig);
        foreach (long timestamp in (long[])[0, 1, -1, long.MinValue, long.MaxValue, UaTime.Of(rig.Now.Utc.AddYears(-30))])
        {
            byte[] old = [.. AttackSite.Question];
            BitConverter.TryWriteBytes(old.AsSpan(8), timestamp);
            Assert.Equal([0], Messages.Statuses(client.Ask(old)!, ServiceType.Read));
            byte[] forbidden = Messages.Read(2, "s=Secret");
            BitConverter.TryWriteBytes(forbidden.AsSpan(8), timestamp);
            Assert.Equal([AttackSite.Denied], Messages.Statuses(client.Ask(forbidden)!, ServiceType.Read));
        }
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
    public void Subscriptions_without_end_are_remembered_up_to_a_bound_and_tightening_ends_the_rest_with_their_connection(string inspection)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, ConduitMode.Monitor);
        RigClient client = AttackSite.Client(rig);
        uint id = 0;
        rig.Device.Special = (service, _) => service == ServiceType.CreateSubscription ? Messages.Created(++id) : null;
        for (int i = 0; i < 1100; i++)
        {
            client.Ask(Messages.Service((uint)ServiceType.CreateSubscription, writer => writer.Room(22).Clear()));
        }

        Assert.NotNull(rig.Front.Server.Subscription(1));
        Assert.Null(rig.Front.Server.Subscription(1090));
        rig.Context.Snapshot = Policies.Snapshot(ConduitMode.Enforce, AttackSite.Rules);
        Assert.Null(client.Ask(AttackSite.Question));
        Assert.Equal(StatusCodes.BadUserAccessDenied, client.Peer.Error);
    }

    [Theory]
    [MemberData(Both, MemberType = typeof(AttackSite))]
    public void Refreshing_conditions_is_a_call_and_needs_a_rule(string inspection)
    {
        using TerminatingRig rig = AttackSite.Open(inspection);
        RigClient client = AttackSite.Client(rig);
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal([AttackSite.Denied], Messages.Statuses(client.Ask(HostileBodies.Call(2782, 3875, 7))!, ServiceType.Call));
        }

        Assert.Empty(rig.Device.Asked);
    }

    [Theory]
    [InlineData(AttackSite.Transparent, "session")]
    [InlineData(AttackSite.Transparent, "channel")]
    [InlineData(AttackSite.Transparent, "connection")]
    [InlineData(AttackSite.Terminating, "session")]
    [InlineData(AttackSite.Terminating, "channel")]
    [InlineData(AttackSite.Terminating, "connection")]
    public void Closing_during_a_call_leaves_nothing_behind(string inspection, string what)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, ConduitMode.Monitor);
        RigClient client = AttackSite.Client(rig);
        rig.Device.Answers = false;
        client.Send(HostileBodies.Call(85, 11492, 1));
        rig.Settle();
        switch (what)
        {
            case "session":
                client.Send(Messages.Service((uint)ServiceType.CloseSession, writer => writer.Boolean(true)));
                break;
            case "channel":
                client.Channel.Close(rig.Now);
                break;
            default:
                client.Peer.Link.Break();
                break;
        }

        rig.Settle();
        client.Peer.Link.Break();
        rig.Settle();
        Assert.Equal(0, rig.Context.Clients);
        rig.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(0, rig.Context.Gate.PlacesTaken);
        AttackSite.IsUnharmedBy(rig, () => rig.Device.Answers = true);
    }

    [Theory]
    [MemberData(Both, MemberType = typeof(AttackSite))]
    public void Rules_that_change_while_a_client_browses_hold_from_the_next_piece_on(string inspection)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, ConduitMode.Monitor);
        RigClient client = AttackSite.Client(rig);
        rig.Device.Special = (service, _) => service is ServiceType.Browse or ServiceType.BrowseNext ? HostileBodies.Browsed(service, "more"u8) : null;
        Assert.Equal([0], Messages.Statuses(client.Ask(HostileBodies.Browse("s=Secret"))!, ServiceType.Browse));
        rig.Context.Snapshot = Policies.Snapshot(ConduitMode.Enforce, AttackSite.Rules);
        Assert.Equal([AttackSite.Denied], Messages.Statuses(client.Ask(HostileBodies.BrowseNext("more"u8))!, ServiceType.BrowseNext));
        Assert.Equal([0], Messages.Statuses(client.Ask(HostileBodies.Browse("s=Open1"))!, ServiceType.Browse));
        Assert.Equal([0], Messages.Statuses(client.Ask(HostileBodies.BrowseNext("more"u8))!, ServiceType.BrowseNext));
    }

    [Theory]
    [MemberData(Both, MemberType = typeof(AttackSite))]
    public void Of_continuation_points_without_end_the_last_are_known_and_another_sessions_are_not(string inspection)
    {
        using TerminatingRig rig = AttackSite.Open(inspection);
        RigClient client = AttackSite.Client(rig);
        int made = 0;
        rig.Device.Special = (service, _) => service switch
        {
            ServiceType.Browse => HostileBodies.Browsed(service, Encoding.ASCII.GetBytes($"point{++made}")),
            ServiceType.BrowseNext => HostileBodies.Browsed(service, default),
            _ => null,
        };
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal([0], Messages.Statuses(client.Ask(HostileBodies.Browse("s=Open1"))!, ServiceType.Browse));
        }

        Assert.Equal([AttackSite.Denied], Messages.Statuses(client.Ask(HostileBodies.BrowseNext("point1"u8))!, ServiceType.BrowseNext));
        RigClient thief = AttackSite.Client(rig, "10.20.0.12");
        Assert.Equal([AttackSite.Denied], Messages.Statuses(thief.Ask(HostileBodies.BrowseNext("point1000"u8))!, ServiceType.BrowseNext));
        Assert.Equal([0], Messages.Statuses(client.Ask(HostileBodies.BrowseNext("point1000"u8))!, ServiceType.BrowseNext));
        Assert.Equal([AttackSite.Denied], Messages.Statuses(client.Ask(HostileBodies.BrowseNext("point1000"u8))!, ServiceType.BrowseNext));
    }

    [Theory]
    [MemberData(Both, MemberType = typeof(AttackSite))]
    public void A_subscription_of_another_client_is_not_taken_over(string inspection)
    {
        using TerminatingRig rig = AttackSite.Open(inspection);
        RigClient owner = AttackSite.Client(rig);
        rig.Device.Special = (service, _) => service == ServiceType.TransferSubscriptions ? HostileBodies.Transferred() : null;
        owner.Ask(Messages.Service((uint)ServiceType.CreateSubscription, writer => writer.Room(22).Clear()));
        RigClient thief = AttackSite.Client(rig, "10.20.0.12");
        Assert.Equal([AttackSite.Denied], Messages.Statuses(thief.Ask(HostileBodies.Transfer(7))!, ServiceType.TransferSubscriptions));
        Assert.Equal([0], Messages.Statuses(AttackSite.Client(rig).Ask(HostileBodies.Transfer(7))!, ServiceType.TransferSubscriptions));
    }

    [Theory]
    [MemberData(Both, MemberType = typeof(AttackSite))]
    public void Chunks_without_end_or_without_content_end_the_connection_within_the_limits(string inspection)
    {
        foreach (int bytes in (int[])[0, 1, 8000])
        {
            foreach (bool hasSession in (bool[])[false, true])
            {
                using TerminatingRig rig = AttackSite.Open(inspection);
                RigClient client = rig.Connect(OtEdge.OpcUa.SecureChannel.SecurityPolicy.None);
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
}
