using OtEdge.Core.Findings;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>Bytes of a client that are no frames.</summary>
public sealed class UnframedBytesTests
{
    [Theory]
    [InlineData(1, 6)]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 255)]
    [InlineData(0, 300)]
    [InlineData(0, 65535)]
    public void Enforcing_bytes_that_are_no_frame_close_both_sides(int protocolId, int length)
    {
        var rig = new SessionRig();
        byte[] wrong = [0, 2, (byte)(protocolId >> 8), (byte)protocolId, (byte)(length >> 8), (byte)(length & 0xFF), 1, 6, 0, 1, 0, 99];

        rig.Ask([.. Frames.Read(1, 0, 1), .. wrong, .. Frames.Read(3, 0, 1)]);

        Assert.True(rig.Client.HasSentEnd);
        Assert.Equal(0, rig.Context.Clients);
        Assert.All(rig.Loop.Dialled, device => Assert.True(device.IsLetGo));
        Assert.Equal((FindingKind.MalformedRequest, VerdictWord.Refused), (rig.OnlyFinding.Kind, rig.OnlyFinding.Verdict));
        Assert.Equal(1, rig.Context.Counters.Read().Refused);
    }

    [Fact]
    public void Monitoring_bytes_that_are_no_frame_make_the_connection_opaque_and_pass_both_ways()
    {
        var rig = new SessionRig(ConduitMode.Monitor);
        byte[] wrong = [0, 2, 0, 1, 0, 6, 1, 6, 0, 1, 0, 99];

        rig.Ask([.. Frames.Read(1, 0, 1), .. wrong]);
        rig.Ask([1, 2, 3]);
        rig.Reply([4, 5]);

        Assert.Equal([.. Frames.Read(1, 0, 1), .. wrong, 1, 2, 3], rig.Device.SentBytes);
        Assert.Equal([4, 5], rig.Client.SentBytes);
        Assert.True(rig.Session.IsOpaque);
        Assert.Equal((FindingKind.Opaque, VerdictWord.WouldBeRefused), (rig.OnlyFinding.Kind, rig.OnlyFinding.Verdict));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_opaque_connection_ends_with_its_next_bytes_once_the_conduit_enforces(bool byClient)
    {
        var rig = new SessionRig(ConduitMode.Monitor);
        rig.Ask([0, 2, 0, 1, 0, 6, 1, 6]);
        rig.Context.Snapshot = Policies.Snapshot(ConduitMode.Enforce, Policies.AllowAll);
        int sent = rig.Device.SentBytes.Length;

        if (byClient)
        {
            rig.Ask(9);
        }
        else
        {
            rig.Reply(9);
        }

        Assert.Equal(sent, rig.Device.SentBytes.Length);
        Assert.Empty(rig.Client.Sends);
        Assert.True(rig.Client.HasSentEnd);
        Assert.True(rig.Device.IsLetGo);
        Assert.Equal([VerdictWord.WouldBeRefused, VerdictWord.Refused], rig.Findings.Select(finding => finding.Verdict));
    }

    [Fact]
    public void Enforcing_a_frame_cut_at_the_end_of_the_stream_goes_nowhere()
    {
        byte[] request = Frames.WriteOne(1, 10, 5);
        for (int cut = 1; cut < request.Length; cut++)
        {
            var rig = new SessionRig();
            rig.Ask(request[..cut]);

            rig.Client.ArriveEnd();

            Assert.Empty(rig.Loop.Dialled);
            Assert.Equal(0, rig.Context.Clients);
            Assert.Equal(VerdictWord.Refused, rig.OnlyFinding.Verdict);
        }
    }

    [Theory]
    [InlineData(ConduitMode.Enforce)]
    [InlineData(ConduitMode.Monitor)]
    public void A_frame_that_is_not_finished_in_time_ends_the_connection_or_passes(ConduitMode mode)
    {
        var rig = new SessionRig(mode);
        byte[] request = Frames.Read(1, 0, 1);
        rig.Ask(request[..5]);

        rig.Pass(TimeSpan.FromSeconds(4));
        Assert.False(rig.Client.HasSentEnd);
        rig.Ask(request[5]);
        rig.Pass(TimeSpan.FromSeconds(1.5));
        rig.AcceptDevice();

        Assert.Equal(FindingKind.FrameTimeout, rig.OnlyFinding.Kind);
        Assert.Equal(mode == ConduitMode.Enforce, rig.Client.HasSentEnd);
        Assert.Equal(mode == ConduitMode.Enforce ? [] : request[..6], rig.Loop.Dialled.SelectMany(device => device.SentBytes));
    }

    [Fact]
    public void Becoming_opaque_a_client_that_was_held_back_is_read_again_and_its_end_is_carried_over()
    {
        var rig = new SessionRig(ConduitMode.Monitor, limits: new ConduitLimits { Pending = 1 });
        byte[] requests = [.. Enumerable.Range(0, 2000).SelectMany(id => Frames.Read((ushort)id, 0, 1))];
        rig.Ask(requests);
        Assert.False(rig.Client.IsReading);

        rig.Reply(0, 0, 0, 9, 0, 9);
        rig.Client.ArriveEnd();

        Assert.Equal(requests, rig.Device.SentBytes);
        Assert.True(rig.Device.HasSentEnd);
        Assert.False(rig.Device.IsLetGo);
        rig.Device.ArriveEnd();
        Assert.Equal(0, rig.Context.Clients);
    }
}
