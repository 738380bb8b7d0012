using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>How connections begin and end, and how many there may be.</summary>
public sealed class ConnectionLifeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_device_that_goes_away_takes_its_client_along_in_the_same_way(bool reset)
    {
        var rig = new SessionRig(ConduitMode.Bypass);
        rig.Ask([.. Frames.Read(1, 0, 1), .. Frames.Read(2, 0, 1)]);
        rig.Reply(Frames.ReadReply(1, 1));

        if (reset)
        {
            rig.Device.Break();
        }
        else
        {
            rig.Device.ArriveEnd();
        }

        Assert.Equal(Frames.ReadReply(1, 1), Assert.Single(rig.Client.Sends));
        Assert.Equal((reset, !reset), (rig.Client.WasReset, rig.Client.HasSentEnd));
        Assert.Equal(0, rig.Context.Gate.PlacesTaken);
    }

    [Fact]
    public void A_client_that_ends_its_direction_still_gets_its_replies_and_then_frees_the_place()
    {
        var rig = new SessionRig();
        rig.Ask([.. Frames.Read(1, 0, 1), .. Frames.Read(2, 0, 1)]);
        rig.Client.ArriveEnd();
        Assert.False(rig.Device.IsLetGo);

        rig.Reply([.. Frames.ReadReply(1, 1), .. Frames.ReadReply(2, 1)]);

        Assert.Equal(2, rig.Client.Sends.Count);
        Assert.True(rig.Device.HasSentEnd);
        Assert.Equal(1, rig.Context.Gate.PlacesTaken);
        rig.Device.ArriveEnd();
        Assert.Equal(0, rig.Context.Gate.PlacesTaken);
    }

    [Fact]
    public void A_client_that_ends_while_nothing_is_open_frees_the_place_at_once()
    {
        var rig = new SessionRig();
        rig.Ask(Frames.Read(1, 0, 1));
        rig.Reply(Frames.ReadReply(1, 1));

        rig.Client.ArriveEnd();

        Assert.Equal(0, rig.Context.Clients);
        Assert.True(rig.Device.HasSentEnd);
        rig.Device.ArriveEnd();
        Assert.Equal(0, rig.Context.Gate.PlacesTaken);
    }

    [Fact]
    public void A_device_that_does_not_end_its_side_is_reset_after_a_while_and_the_place_is_free()
    {
        var rig = new SessionRig();
        rig.Ask(Frames.Read(1, 0, 1));
        rig.Reply(Frames.ReadReply(1, 1));
        rig.Client.ArriveEnd();

        rig.Pass(TimeSpan.FromSeconds(2.5));

        Assert.True(rig.Device.IsClosed && rig.Device.WasReset);
        Assert.Equal(0, rig.Context.Gate.PlacesTaken);
    }

    [Fact]
    public void A_silent_connection_ends_only_where_the_settings_say_so()
    {
        var patient = new SessionRig();
        patient.Pass(TimeSpan.FromHours(10));
        Assert.Equal(1, patient.Context.Clients);

        var rig = new SessionRig(limits: new ConduitLimits { Idle = TimeSpan.FromSeconds(30) });
        for (int i = 0; i < 4; i++)
        {
            rig.Ask(Frames.Read(1, 0, 1));
            rig.Reply(Frames.ReadReply(1, 1));
            rig.Pass(TimeSpan.FromSeconds(20));
        }

        Assert.Equal(1, rig.Context.Clients);
        rig.Pass(TimeSpan.FromSeconds(15));
        Assert.Equal(0, rig.Context.Clients);
    }

    [Fact]
    public void Beyond_the_connection_limit_a_client_is_closed_on_arrival_with_a_finding()
    {
        var rig = new SessionRig(limits: new ConduitLimits { Connections = 1 });
        rig.Ask(Frames.Read(1, 0, 1));

        FakeLink second = rig.Connect();

        Assert.True(second.IsClosed);
        Assert.False(rig.Client.IsClosed);
        Assert.Equal((FindingKind.ConnectionLimit, VerdictWord.Refused), (rig.OnlyFinding.Kind, rig.OnlyFinding.Verdict));
    }

    [Fact]
    public void A_crowd_that_never_asked_for_anything_does_not_keep_a_client_out()
    {
        var rig = new SessionRig(limits: new ConduitLimits { Connections = 3 });
        rig.Ask(Frames.Read(1, 0, 1));
        FakeLink idler = rig.Connect();
        rig.Pass(TimeSpan.FromSeconds(1));
        rig.Connect();
        rig.Pass(TimeSpan.FromSeconds(2));

        FakeLink legitimate = rig.Connect();

        Assert.True(idler.IsClosed);
        Assert.Equal(LinkState.Open, legitimate.State);
        Assert.Equal(LinkState.Open, rig.Client.State);
        Assert.Equal(3, rig.Context.Clients);
    }
}
