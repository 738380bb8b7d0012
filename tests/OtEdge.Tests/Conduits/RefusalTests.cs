using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Modbus;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>What a refused request gets, and what a pin refuses.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData(ConduitMode.Observe, false)]
    [InlineData(ConduitMode.Monitor, false)]
    [InlineData(ConduitMode.Enforce, false)]
    [InlineData(ConduitMode.Bypass, true)]
    public void A_pin_holds_in_every_mode_but_bypass(ConduitMode mode, bool passes)
    {
        var pin = new PinnedRefusal { Id = "no-restart", Functions = [new FunctionId(8, 1)] };
        RuleSet rules = Policies.Of([new Rule { Id = "all", Classes = OperationClasses.Modbus }], [pin]);
        byte[] restart = Frames.Raw(1, 1, 8, 0, 1, 0, 0);
        byte[] malformedRestart = Frames.Raw(2, 1, 8, 0, 1, 0, 0, 0, 0);

        foreach (byte[] frame in new[] { restart, malformedRestart })
        {
            var rig = new SessionRig(mode, rules);
            rig.Ask(frame);
            Assert.Equal(passes ? 1 : 0, rig.Loop.Dialled.Count);
            if (!passes)
            {
                Assert.Equal(Frames.Exception((ushort)((frame[0] << 8) | frame[1]), 8, ExceptionCode.IllegalFunction), rig.Client.SentBytes);
                Assert.Equal((VerdictWord.Refused, DecisionReason.Pinned), (rig.OnlyFinding.Verdict, rig.OnlyFinding.Decision.Reason));
            }
        }
    }

    [Fact]
    public void A_pin_on_addresses_holds_for_a_wrong_frame_that_could_touch_them()
    {
        var pin = new PinnedRefusal
        {
            Id = "recipe",
            Classes = OperationClasses.Write,
            Ranges = [new SpaceRange(RegisterSpace.HoldingRegister, new AddressRange(100, 110))],
        };
        var rig = new SessionRig(ConduitMode.Monitor, Policies.Of([], [pin]));

        // Quantity 1, but data for two: some devices write both.
        rig.Ask(Frames.Raw(1, 1, 16, 0, 99, 0, 1, 4, 0, 1, 0, 2));

        Assert.Empty(rig.Loop.Dialled);
        Assert.Equal(DecisionReason.Pinned, rig.OnlyFinding.Decision.Reason);
    }

    [Fact]
    public void A_pin_says_itself_how_it_refuses()
    {
        var pin = new PinnedRefusal { Id = "p", Functions = [new FunctionId(6)], RefuseWith = RefusalForm.Reset };
        var rig = new SessionRig(ConduitMode.Observe, Policies.Of([], [pin]));

        rig.Ask(Frames.WriteOne(1, 0, 1));

        Assert.True(rig.Client.WasReset);
    }

    [Fact]
    public void Drop_answers_nothing_and_goes_on()
    {
        var rig = new SessionRig(
            Policies.Snapshot(ConduitMode.Enforce, Policies.Narrow, refuseWith: RefusalForm.Drop), Policies.Conduit(502));

        rig.Ask([.. Frames.WriteOne(1, 50, 1), .. Frames.Read(2, 0, 1)]);

        Assert.Empty(rig.Client.Sends);
        Assert.Equal(Frames.Read(2, 0, 1), Assert.Single(rig.Device.Sends));
    }

    [Fact]
    public void Close_lets_what_was_allowed_be_answered_first()
    {
        var rig = new SessionRig(
            Policies.Snapshot(ConduitMode.Enforce, Policies.Narrow, refuseWith: RefusalForm.Close), Policies.Conduit(502));

        rig.Ask([.. Frames.Read(1, 0, 1), .. Frames.WriteOne(2, 50, 1), .. Frames.Read(3, 0, 1)]);
        Assert.False(rig.Client.HasSentEnd);
        rig.Reply(Frames.ReadReply(1, 1));

        Assert.Equal(Frames.ReadReply(1, 1), rig.Client.SentBytes);
        Assert.True(rig.Client.HasSentEnd);
        Assert.True(rig.Device.IsLetGo);
        Assert.Single(rig.Device.Sends);
        Assert.Equal(0, rig.Context.Clients);
    }

    [Fact]
    public void A_refused_request_takes_no_place_at_the_device()
    {
        var rig = new SessionRig(rules: Policies.Narrow);

        rig.Ask(Frames.WriteOne(1, 50, 1));

        Assert.Empty(rig.Loop.Dialled);
        Assert.Equal(Frames.Exception(1, 6, ExceptionCode.IllegalDataAddress), rig.Client.SentBytes);
    }

    [Fact]
    public void Refusals_to_a_client_that_does_not_read_are_bounded()
    {
        var rig = new SessionRig(rules: Policies.Narrow);
        rig.Client.Room = 0;

        rig.Ask([.. Enumerable.Range(0, 20_000).SelectMany(id => Frames.WriteOne((ushort)id, 50, 1))]);

        Assert.InRange(rig.Client.UnsentBytes, Link.HighWaterBytes, Link.HighWaterBytes + 100);
        Assert.True(rig.Client.Undelivered > 0);
    }
}
