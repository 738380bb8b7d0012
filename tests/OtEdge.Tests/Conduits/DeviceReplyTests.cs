using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Modbus;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>A device can be hostile or broken too.</summary>
public sealed class DeviceReplyTests
{
    // A reply that fits no request, while a read of one register with id 1 on unit 1 is open.
    public static TheoryData<string, byte[]> Unmatched => new()
    {
        { "another transaction", Frames.ReadReply(2, 1) },
        { "another function", Frames.Raw(1, 1, 4, 2, 0, 0) },
        { "an exception to another function", Frames.Exception(1, 6, 2) },
    };

    // A reply to a read of two registers with id 1 that is not what was asked for.
    public static TheoryData<string, byte[]> Mismatched => new()
    {
        { "fewer registers", Frames.ReadReply(1, 1) },
        { "more registers", Frames.ReadReply(1, 3) },
        { "byte count lies", Frames.Raw(1, 1, 3, 2, 0, 0, 0, 0) },
        { "another unit", Frames.ReadReply(1, 2, unit: 9) },
        { "long exception", Frames.Raw(1, 1, 0x83, 2, 0) },
    };

    [Theory]
    [MemberData(nameof(Unmatched))]
    public void Enforcing_a_reply_that_answers_no_request_is_dropped(string name, byte[] reply)
    {
        var rig = new SessionRig();
        rig.Ask(Frames.Read(1, 0, 1));

        rig.Reply([.. reply, .. Frames.ReadReply(1, 1)]);

        Assert.Equal(Frames.ReadReply(1, 1), Assert.Single(rig.Client.Sends));
        Assert.True(rig.OnlyFinding is { Kind: FindingKind.UnmatchedReply, Verdict: VerdictWord.Refused }, name);
        Assert.Equal(1, rig.Context.Clients);
    }

    [Theory]
    [MemberData(nameof(Unmatched))]
    public void Monitoring_a_reply_that_answers_no_request_passes_with_a_finding(string name, byte[] reply)
    {
        var rig = new SessionRig(ConduitMode.Monitor);
        rig.Ask(Frames.Read(1, 0, 1));

        rig.Reply([.. reply, .. Frames.ReadReply(1, 1)]);

        Assert.Equal([reply, Frames.ReadReply(1, 1)], rig.Client.Sends);
        Assert.True(rig.OnlyFinding is { Kind: FindingKind.UnmatchedReply, Verdict: VerdictWord.Allowed }, name);
    }

    [Fact]
    public void A_duplicate_reply_is_unmatched()
    {
        var rig = new SessionRig();
        rig.Ask(Frames.Read(1, 0, 1));

        rig.Reply([.. Frames.ReadReply(1, 1), .. Frames.ReadReply(1, 1)]);

        Assert.Single(rig.Client.Sends);
        Assert.Equal(FindingKind.UnmatchedReply, rig.OnlyFinding.Kind);
    }

    [Fact]
    public void A_reply_to_a_refused_request_is_dropped()
    {
        var rig = new SessionRig(rules: Policies.Narrow);
        rig.Ask([.. Frames.Read(1, 0, 1), .. Frames.WriteOne(1, 50, 1)]);

        rig.Reply([.. Frames.WriteOne(1, 50, 1), .. Frames.ReadReply(1, 1)]);

        Assert.Equal([Frames.Exception(1, 6, 2), Frames.ReadReply(1, 1)], rig.Client.Sends);
    }

    [Theory]
    [MemberData(nameof(Mismatched))]
    public void A_reply_of_another_shape_passes_with_a_finding(string name, byte[] reply)
    {
        var rig = new SessionRig();
        rig.Ask(Frames.Read(1, 0, 2));

        rig.Reply(reply);

        Assert.Equal(reply, Assert.Single(rig.Client.Sends));
        Assert.True(rig.OnlyFinding is { Kind: FindingKind.ReplyMismatch, Verdict: VerdictWord.Allowed }, name);
    }

    [Theory]
    [MemberData(nameof(Mismatched))]
    public void With_strict_replies_it_is_dropped_and_the_right_reply_may_still_come(string name, byte[] reply)
    {
        var rig = new SessionRig(strictReplies: true);
        rig.Ask(Frames.Read(1, 0, 2));

        rig.Reply(reply);
        Assert.Empty(rig.Client.Sends);
        rig.Reply(Frames.ReadReply(1, 2));

        Assert.Equal(Frames.ReadReply(1, 2), Assert.Single(rig.Client.Sends));
        Assert.True(rig.OnlyFinding is { Kind: FindingKind.ReplyMismatch, Verdict: VerdictWord.Refused }, name);
    }

    [Fact]
    public void A_wrong_echo_is_told()
    {
        var rig = new SessionRig();
        rig.Ask(Frames.WriteOne(1, 10, 5));

        rig.Reply(Frames.WriteOne(1, 10, 6));

        Assert.Single(rig.Client.Sends);
        Assert.Equal(FindingKind.ReplyMismatch, rig.OnlyFinding.Kind);
    }

    [Fact]
    public void An_exception_code_that_nobody_defines_passes_with_a_finding()
    {
        var rig = new SessionRig();
        rig.Ask(Frames.Read(1, 0, 2));

        rig.Reply(Frames.Exception(1, 3, 0x41));

        Assert.Single(rig.Client.Sends);
        Assert.Equal(FindingKind.UnknownException, rig.OnlyFinding.Kind);
    }

    [Theory]
    [InlineData(ConduitMode.Enforce)]
    [InlineData(ConduitMode.Monitor)]
    public void Bytes_of_the_device_that_are_no_frame_close_both_sides_or_pass(ConduitMode mode)
    {
        var rig = new SessionRig(mode);
        rig.Ask(Frames.Read(1, 0, 1));
        byte[] wrong = [0, 1, 0, 9, 0, 5, 1, 3, 2, 0, 0];

        rig.Reply(wrong);

        Assert.Equal(FindingKind.MalformedReply, rig.OnlyFinding.Kind);
        if (mode == ConduitMode.Enforce)
        {
            Assert.Empty(rig.Client.Sends);
            Assert.True(rig.Client.HasSentEnd);
            Assert.True(rig.Device.IsLetGo);
        }
        else
        {
            rig.Ask(1, 2);
            Assert.Equal(wrong, rig.Client.SentBytes);
            Assert.Equal([1, 2], rig.Device.Sends[^1]);
            Assert.True(rig.Session.IsOpaque);
        }
    }

    [Fact]
    public void A_reply_that_is_not_finished_in_time_is_given_up()
    {
        var rig = new SessionRig();
        rig.Ask(Frames.Read(1, 0, 1));
        rig.Reply(Frames.ReadReply(1, 1)[..4]);

        rig.Pass(TimeSpan.FromSeconds(6));

        Assert.Equal(FindingKind.FrameTimeout, rig.OnlyFinding.Kind);
        Assert.True(rig.Client.HasSentEnd);
    }

    [Fact]
    public void A_reply_cut_by_the_end_of_the_device_goes_nowhere()
    {
        var rig = new SessionRig();
        rig.Ask(Frames.Read(1, 0, 1));
        rig.Reply(Frames.ReadReply(1, 1)[..9]);

        rig.Device.ArriveEnd();

        Assert.Empty(rig.Client.Sends);
        Assert.True(rig.Client.HasSentEnd);
        Assert.Equal(FindingKind.MalformedReply, rig.OnlyFinding.Kind);
    }

    [Fact]
    public void What_was_read_and_what_was_written_is_what_a_step_is_measured_from()
    {
        RuleSet rules = Policies.Of(
            new Rule
            {
                Id = "step",
                Classes = OperationClasses.Modbus,
                Ranges = [new SpaceRange(RegisterSpace.HoldingRegister, new AddressRange(10, 10))],
                Values = [new ValueLimit(RegisterSpace.HoldingRegister, 10, new ValueLayout(ProcessValueType.UInt16)) { MaxStep = 5 }],
            });
        var rig = new SessionRig(rules: rules);
        rig.Ask(Frames.Read(1, 10, 1));
        rig.Reply(Frames.ReadReply(1, 1, 100));

        rig.Ask([.. Frames.WriteOne(2, 10, 106), .. Frames.WriteOne(3, 10, 105)]);
        Assert.Equal(Frames.Exception(2, 6, ExceptionCode.IllegalDataValue), rig.Client.Sends[^1]);
        rig.Ask(Frames.WriteOne(4, 10, 110));
        Assert.Equal(Frames.Exception(4, 6, ExceptionCode.IllegalDataValue), rig.Client.Sends[^1]);
        rig.Reply(Frames.WriteOne(3, 10, 105));
        rig.Ask(Frames.WriteOne(5, 10, 110));

        Assert.Equal(
            [Frames.Read(1, 10, 1), Frames.WriteOne(3, 10, 105), Frames.WriteOne(5, 10, 110)], rig.Device.Sends);
    }

    [Theory]
    [InlineData(true, 107)]
    [InlineData(false, 105)]
    public void A_step_is_measured_from_what_a_mask_write_made_of_a_register_once_it_is_acknowledged(bool isAcknowledged, int highest)
    {
        RuleSet rules = Policies.Of(
            new Rule
            {
                Id = "step",
                Classes = OperationClasses.Modbus,
                Ranges = [new SpaceRange(RegisterSpace.HoldingRegister, new AddressRange(10, 10))],
                Values = [new ValueLimit(RegisterSpace.HoldingRegister, 10, new ValueLayout(ProcessValueType.UInt16)) { MaxStep = 5 }],
            });
        var rig = new SessionRig(rules: rules);
        rig.Ask(Frames.Read(1, 10, 1));
        rig.Reply(Frames.ReadReply(1, 1, 100));
        byte[] makes102 = Frames.Raw(2, 1, 22, 0, 10, 0, 0, 0, 102);

        rig.Ask(makes102);
        rig.Reply(isAcknowledged ? makes102 : Frames.Exception(2, 22, ExceptionCode.ServerDeviceFailure));
        rig.Ask(Frames.WriteOne(3, 10, (ushort)(highest + 1)));
        rig.Ask(Frames.WriteOne(4, 10, (ushort)highest));

        Assert.Equal(Frames.Exception(3, 6, ExceptionCode.IllegalDataValue), rig.Client.Sends[^1]);
        Assert.Equal([makes102, Frames.WriteOne(4, 10, (ushort)highest)], rig.Device.Sends[1..]);
    }
}
