using OtEdge.Core.Findings;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>Devices that cannot be reached, are slow, go away, or have few places.</summary>
public sealed class DeviceFailureTests
{
    private static readonly ConduitLimits OnePlace = new() { DeviceConnections = 1 };

    [Fact]
    public void A_device_that_refuses_is_answered_0A_and_the_client_stays()
    {
        var rig = new SessionRig();
        rig.Client.Arrive([.. Frames.Read(1, 0, 1), .. Frames.WriteOne(2, 1, 1)]);

        rig.Device.Refuse();

        Assert.Equal([Frames.Exception(1, 3, 0x0A), Frames.Exception(2, 6, 0x0A)], rig.Client.Sends);
        Assert.Equal(1, rig.Context.Clients);
        Assert.Equal(0, rig.Context.Gate.PlacesTaken);
        Assert.Equal(FindingKind.DeviceUnreachable, rig.OnlyFinding.Kind);
    }

    [Fact]
    public void After_a_failure_nobody_dials_for_a_moment_and_then_the_next_request_does()
    {
        var rig = new SessionRig();
        rig.Client.Arrive(Frames.Read(1, 0, 1));
        rig.Device.Refuse();

        rig.Client.Arrive(Frames.Read(2, 0, 1));
        Assert.Single(rig.Loop.Dialled);
        Assert.Equal(Frames.Exception(2, 3, 0x0A), rig.Client.Sends[^1]);

        rig.Pass(TimeSpan.FromMilliseconds(120));
        rig.Ask(Frames.Read(3, 0, 1));
        rig.Reply(Frames.ReadReply(3, 1));

        Assert.Equal(2, rig.Loop.Dialled.Count);
        Assert.Equal(Frames.Read(3, 0, 1), Assert.Single(rig.Device.Sends));
        Assert.Equal(Frames.ReadReply(3, 1), rig.Client.Sends[^1]);
    }

    [Fact]
    public void The_moment_grows_to_two_seconds_and_no_further()
    {
        var rig = new SessionRig();
        for (int i = 0; i < 10; i++)
        {
            rig.Client.Arrive(Frames.Read(1, 0, 1));
            rig.Device.Refuse();
            rig.Pass(TimeSpan.FromSeconds(2.1));
        }

        Assert.Equal(10, rig.Loop.Dialled.Count);
        rig.Client.Arrive(Frames.Read(1, 0, 1));
        rig.Device.Refuse();
        rig.Pass(TimeSpan.FromSeconds(1.8));
        rig.Client.Arrive(Frames.Read(1, 0, 1));
        Assert.Equal(11, rig.Loop.Dialled.Count);
    }

    [Fact]
    public void A_device_that_does_not_accept_in_time_is_answered_0A()
    {
        var rig = new SessionRig();
        rig.Client.Arrive(Frames.Read(1, 0, 1));

        rig.Pass(TimeSpan.FromSeconds(10.5));

        Assert.Equal(Frames.Exception(1, 3, 0x0A), Assert.Single(rig.Client.Sends));
        Assert.True(rig.Device.IsLetGo);
        Assert.Equal(FindingKind.DeviceUnreachable, rig.OnlyFinding.Kind);
    }

    [Fact]
    public void A_device_that_does_not_answer_in_time_is_answered_0B_and_its_late_reply_goes_nowhere()
    {
        var rig = new SessionRig(ConduitMode.Observe);
        rig.Ask(Frames.Read(1, 0, 1));
        rig.Pass(TimeSpan.FromSeconds(10.5));
        Assert.Equal(Frames.Exception(1, 3, 0x0B), Assert.Single(rig.Client.Sends));

        rig.Ask(Frames.Read(2, 0, 1));
        rig.Reply([.. Frames.ReadReply(1, 1, 7), .. Frames.ReadReply(2, 1, 8)]);

        Assert.Equal(Frames.ReadReply(2, 1, 8), rig.Client.Sends[^1]);
        Assert.Equal(2, rig.Client.Sends.Count);
        Assert.Equal([FindingKind.DeviceTimeout, FindingKind.UnmatchedReply], rig.Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void A_late_reply_is_never_given_to_the_next_request_of_the_same_id()
    {
        var rig = new SessionRig();
        rig.Ask(Frames.Read(1, 0, 1));
        rig.Pass(TimeSpan.FromSeconds(10.5));
        FakeLink old = rig.Device;

        rig.Ask(Frames.Read(1, 0, 1));
        Assert.True(old.IsClosed && old.WasReset);
        old.Arrive(Frames.ReadReply(1, 1, 7));
        rig.Reply(Frames.ReadReply(1, 1, 8));

        Assert.Equal([Frames.Exception(1, 3, 0x0B), Frames.ReadReply(1, 1, 8)], rig.Client.Sends);
        Assert.Equal(1, rig.Context.Gate.PlacesTaken);
    }

    [Fact]
    public void A_request_of_an_overdue_id_waits_for_the_others_before_the_connection_is_replaced()
    {
        var rig = new SessionRig();
        rig.Ask(Frames.Read(1, 0, 1));
        rig.Pass(TimeSpan.FromSeconds(10.5));
        FakeLink old = rig.Device;
        rig.Ask([.. Frames.Read(2, 0, 1), .. Frames.Read(1, 0, 1)]);
        Assert.Equal(2, old.Sends.Count);

        old.Arrive(Frames.ReadReply(2, 1, 5));
        rig.AcceptDevice();

        Assert.NotSame(old, rig.Device);
        Assert.Equal(Frames.Read(1, 0, 1), Assert.Single(rig.Device.Sends));
        Assert.Equal(Frames.ReadReply(2, 1, 5), rig.Client.Sends[^1]);
    }

    [Fact]
    public void Requests_are_held_until_the_device_has_accepted_and_then_leave_one_by_one()
    {
        var rig = new SessionRig();
        rig.Client.Arrive([.. Frames.Read(1, 0, 1), .. Frames.Read(2, 0, 1)]);
        Assert.Empty(rig.Device.Sends);

        rig.Device.Accept();

        Assert.Equal([Frames.Read(1, 0, 1), Frames.Read(2, 0, 1)], rig.Device.Sends);
    }

    [Fact]
    public void A_second_client_waits_for_the_place_of_the_first()
    {
        var rig = new SessionRig(limits: OnePlace);
        rig.Ask(Frames.Read(1, 0, 1));
        FakeLink second = rig.Connect();
        second.Arrive(Frames.Read(9, 0, 1));
        Assert.Single(rig.Loop.Dialled);
        Assert.Empty(second.Sends);

        rig.Client.Break();
        Assert.Equal(2, rig.Loop.Dialled.Count);
        rig.Device.Accept();
        rig.Device.Arrive(Frames.ReadReply(9, 1));

        Assert.Equal(Frames.ReadReply(9, 1), Assert.Single(second.Sends));
        Assert.True(rig.Loop.Dialled[0].WasReset);
        Assert.Equal(1, rig.Context.Gate.PlacesTaken);
    }

    [Fact]
    public void Who_waits_too_long_for_a_place_is_answered_0A()
    {
        var rig = new SessionRig(limits: OnePlace);
        rig.Ask(Frames.Read(1, 0, 1));
        rig.Reply(Frames.ReadReply(1, 1));
        FakeLink second = rig.Connect();
        second.Arrive(Frames.Read(9, 0, 1));

        rig.Pass(TimeSpan.FromSeconds(10.5));

        Assert.Equal(Frames.Exception(9, 3, 0x0A), Assert.Single(second.Sends));
        Assert.Single(rig.Loop.Dialled);
        Assert.Equal(FindingKind.ConnectionLimit, rig.OnlyFinding.Kind);
    }

    [Fact]
    public void Who_leaves_while_waiting_takes_no_place()
    {
        var rig = new SessionRig(limits: OnePlace);
        rig.Ask(Frames.Read(1, 0, 1));
        FakeLink second = rig.Connect();
        second.Arrive(Frames.Read(9, 0, 1));
        second.Break();

        rig.Client.Break();

        Assert.Single(rig.Loop.Dialled);
        Assert.Equal(0, rig.Context.Gate.PlacesTaken);
        Assert.Equal(0, rig.Context.Clients);
    }

    [Fact]
    public void A_request_that_makes_the_device_fall_silent_is_not_waited_for()
    {
        var rig = new SessionRig();

        rig.Ask([.. Frames.Raw(1, 1, 8, 0, 4, 0, 0), .. Frames.Read(2, 0, 1)]);
        rig.Reply(Frames.ReadReply(2, 1));
        rig.Pass(TimeSpan.FromSeconds(20));

        Assert.Equal(Frames.ReadReply(2, 1), Assert.Single(rig.Client.Sends));
        Assert.Empty(rig.Findings);
    }
}
