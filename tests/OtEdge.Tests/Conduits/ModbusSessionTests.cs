using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Modbus;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>The way of requests and replies through a session, without sockets.</summary>
public sealed class ModbusSessionTests
{
    [Fact]
    public void A_client_that_only_connects_takes_no_place_at_the_device()
    {
        var rig = new SessionRig();

        Assert.Empty(rig.Loop.Dialled);
        Assert.Equal(0, rig.Context.Gate.PlacesTaken);
        Assert.Equal(1, rig.Context.Clients);
    }

    [Fact]
    public void A_frame_split_at_every_byte_reaches_the_device_as_one_send()
    {
        byte[] request = Frames.WriteMany(5, 10, [1, 2, 3]);
        for (int cut = 1; cut < request.Length; cut++)
        {
            var rig = new SessionRig();
            rig.Ask(request[..cut]);
            Assert.Empty(rig.Loop.Dialled);

            rig.Ask(request[cut..]);

            Assert.Equal(request, Assert.Single(rig.Device.Sends));
        }
    }

    [Fact]
    public void A_reply_split_at_every_byte_reaches_the_client_as_one_send()
    {
        byte[] reply = Frames.ReadReply(5, 4);
        for (int cut = 1; cut < reply.Length; cut++)
        {
            var rig = new SessionRig();
            rig.Ask(Frames.Read(5, 0, 4));
            rig.Reply(reply[..cut]);
            Assert.Empty(rig.Client.Sends);

            rig.Reply(reply[cut..]);

            Assert.Equal(reply, Assert.Single(rig.Client.Sends));
        }
    }

    [Fact]
    public void Bytes_one_by_one_give_what_bytes_at_once_give()
    {
        byte[] stream = [.. Frames.Read(1, 0, 5), .. Frames.WriteOne(2, 50, 1), .. Frames.WriteOne(3, 12, 7), .. Frames.Read(4, 98, 5)];
        var whole = new SessionRig(rules: Policies.Narrow);
        var slow = new SessionRig(rules: Policies.Narrow);

        whole.Ask(stream);
        foreach (byte one in stream)
        {
            slow.Ask(one);
        }

        Assert.Equal(whole.Device.Sends, slow.Device.Sends);
        Assert.Equal(whole.Client.Sends, slow.Client.Sends);
        Assert.Equal([Frames.Read(1, 0, 5), Frames.WriteOne(3, 12, 7)], whole.Device.Sends);
        Assert.Equal([Frames.Exception(2, 6, 2), Frames.Exception(4, 3, 2)], whole.Client.Sends);
    }

    [Fact]
    public void Coalesced_requests_leave_as_one_send_each()
    {
        var rig = new SessionRig();
        byte[][] requests = [.. Enumerable.Range(1, 10).Select(id => Frames.Read((ushort)id, id, 1))];

        rig.Ask([.. requests.SelectMany(request => request)]);

        Assert.Equal(requests, rig.Device.Sends);
    }

    [Fact]
    public void Sixteen_requests_may_be_open_and_are_paired_in_any_order()
    {
        var rig = new SessionRig();
        ushort[] ids = [.. Enumerable.Range(1, 16).Select(id => (ushort)id)];
        rig.Ask([.. ids.SelectMany(id => Frames.Read(id, id, 2))]);
        Assert.Equal(16, rig.Device.Sends.Count);

        ushort[] shuffled = [.. ids.Reverse()];
        rig.Reply([.. shuffled.SelectMany(id => Frames.ReadReply(id, 2, id))]);

        Assert.Equal(shuffled.Select(id => Frames.ReadReply(id, 2, id)), rig.Client.Sends);
        Assert.Empty(rig.Findings);
    }

    [Fact]
    public void Beyond_the_pending_limit_requests_wait_until_one_is_answered()
    {
        var rig = new SessionRig(limits: new ConduitLimits { Pending = 2 });
        rig.Ask([.. Enumerable.Range(1, 4).SelectMany(id => Frames.Read((ushort)id, id, 1))]);
        Assert.Equal(2, rig.Device.Sends.Count);

        rig.Reply(Frames.ReadReply(1, 1, 1));
        Assert.Equal(3, rig.Device.Sends.Count);
        rig.Reply([.. Frames.ReadReply(2, 1, 2), .. Frames.ReadReply(3, 1, 3)]);

        Assert.Equal(4, rig.Device.Sends.Count);
        Assert.Equal(Frames.Read(4, 4, 1), rig.Device.Sends[3]);
    }

    [Fact]
    public void A_client_that_floods_is_held_back_and_loses_nothing()
    {
        var rig = new SessionRig(limits: new ConduitLimits { Pending = 1 });
        const int Requests = 2000;
        rig.Ask([.. Enumerable.Range(0, Requests).SelectMany(id => Frames.Read((ushort)id, 0, 1))]);
        Assert.False(rig.Client.IsReading);
        Assert.True(rig.Client.Undelivered > Requests * 12 / 2, "almost everything must still wait in the client's socket");

        for (int id = 0; id < Requests; id++)
        {
            Assert.Equal(id + 1, rig.Device.Sends.Count);
            rig.Reply(Frames.ReadReply((ushort)id, 1));
        }

        Assert.Equal(Requests, rig.Client.Sends.Count);
        Assert.Equal(0, rig.Client.Undelivered);
    }

    [Fact]
    public void A_client_that_does_not_read_stops_the_device_and_loses_nothing()
    {
        var rig = new SessionRig(limits: new ConduitLimits { Pending = 2000 });
        rig.Client.Room = 0;
        rig.Ask([.. Enumerable.Range(0, 2000).SelectMany(id => Frames.Read((ushort)id, 0, 100))]);
        byte[] replies = [.. Enumerable.Range(0, 2000).SelectMany(id => Frames.ReadReply((ushort)id, 100))];

        rig.Device.ReceiveBytesMax = 1000;
        rig.Reply(replies);

        Assert.False(rig.Device.IsReading);
        Assert.InRange(rig.Client.UnsentBytes, Link.HighWaterBytes, Link.HighWaterBytes + 2000);

        while (rig.Client.UnsentBytes > 0 || rig.Device.Undelivered > 0)
        {
            rig.Client.Drain(10_000);
            rig.Device.Deliver();
        }

        Assert.Equal(replies, rig.Client.SentBytes);
        Assert.True(rig.Device.IsReading);
    }

    [Fact]
    public void An_exception_of_the_device_is_passed_on_and_counted()
    {
        var rig = new SessionRig();
        rig.Ask(Frames.Read(1, 0, 1));

        rig.Reply(Frames.Exception(1, 3, ExceptionCode.ServerDeviceBusy));

        Assert.Equal(Frames.Exception(1, 3, ExceptionCode.ServerDeviceBusy), rig.Client.SentBytes);
        Assert.Equal(1, rig.Context.Counters.Read().Exceptions);
        Assert.Empty(rig.Findings);
    }

    [Fact]
    public void Monitor_forwards_and_tells_what_would_be_refused()
    {
        var rig = new SessionRig(ConduitMode.Monitor, Policies.Narrow);

        rig.Ask(Frames.WriteMany(1, 18, [1, 2, 3]));

        Assert.Single(rig.Device.Sends);
        TrafficFinding finding = rig.OnlyFinding;
        Assert.Equal((FindingKind.Refusal, VerdictWord.WouldBeRefused), (finding.Kind, finding.Verdict));
        Assert.Equal((RegisterSpace.HoldingRegister, 18, 3), (finding.Space, finding.Address, finding.Count));
        Assert.Equal([0, 1, 0, 2, 0, 3], finding.Data.ToArray());
        Assert.Equal("10.20.0.11", finding.Client?.ToString());
        Assert.Equal(1, rig.Context.Counters.Read().WouldBeRefused);
    }

    [Theory]
    [InlineData(ConduitMode.Observe)]
    [InlineData(ConduitMode.Bypass)]
    public void Without_rules_observe_and_bypass_forward_and_tell_nothing(ConduitMode mode)
    {
        var rig = new SessionRig(mode, RuleSet.None);

        rig.Ask(Frames.WriteOne(1, 50, 1));

        Assert.Single(rig.Device.Sends);
        Assert.Empty(rig.Findings);
    }

    [Fact]
    public void An_expired_rule_is_told_once_a_second()
    {
        var rig = new SessionRig(rules: Policies.Of(
            new Rule { Id = "old", Classes = OperationClasses.Modbus, Expires = DateTimeOffset.UnixEpoch }));

        for (int i = 0; i < 50; i++)
        {
            rig.Ask(Frames.Read((ushort)i, 0, 1));
            rig.Reply(Frames.ReadReply((ushort)i, 1));
        }

        Assert.Equal((FindingKind.ExpiredRule, VerdictWord.Allowed), (rig.OnlyFinding.Kind, rig.OnlyFinding.Verdict));
    }

    [Fact]
    public void A_full_ring_sheds_findings_and_not_traffic()
    {
        var rig = new SessionRig(ConduitMode.Monitor, RuleSet.None, new ConduitLimits { Pending = 10_000 });

        rig.Ask([.. Enumerable.Range(0, 6000).SelectMany(id => Frames.WriteOne((ushort)id, 1, 1))]);

        Assert.Equal(6000, rig.Device.Sends.Count);
        Assert.Equal(4096, rig.Findings.Count);
        Assert.Equal(6000 - 4096, rig.Context.Counters.Read().FindingsShed);
    }

    [Fact]
    public void A_device_that_does_not_read_holds_the_client_back_even_when_nothing_is_to_be_answered()
    {
        var rig = new SessionRig();
        rig.Ask(Frames.Read(1, 0, 1));
        rig.Device.Room = 0;

        rig.Ask([.. Enumerable.Range(0, 20_000).SelectMany(id => Frames.Raw((ushort)id, 1, 8, 0, 4, 0, 0))]);

        Assert.InRange(rig.Device.UnsentBytes, Link.HighWaterBytes, Link.HighWaterBytes + 100);
        while (rig.Client.Undelivered > 0)
        {
            rig.Device.Drain(10_000);
            rig.Client.Deliver();
        }
    }
}
