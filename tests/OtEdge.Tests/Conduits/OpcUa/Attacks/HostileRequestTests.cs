using System.Text;
using OtEdge.Core.Findings;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Services;
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
}
