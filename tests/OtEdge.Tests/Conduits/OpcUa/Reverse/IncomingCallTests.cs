using OtEdge.Conduits;
using OtEdge.Core.Findings;
using OtEdge.OpcUa.Types;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Reverse;

/// <summary>Who may call in, how a call is read, and how a client gets the device that has called.</summary>
public sealed class IncomingCallTests
{
    private static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_client_is_given_the_device_that_has_called_and_greets_it_as_it_has_asked()
    {
        var rig = new CallRig();
        FakeLink device = rig.Call();
        WaitingDevice waiting = Assert.Single(rig.Calls.State.Waiting);
        Assert.Equal((CallRig.Server, CallRig.Url, CallRig.Device), (waiting.ServerUri, waiting.EndpointUrl, waiting.Peer.Address.ToString()));
        Assert.Empty(device.Sends);

        FakeLink client = rig.Client();
        Assert.Equal(CallRig.ClientHello(CallRig.Url), device.SentBytes);
        Assert.Empty(rig.Loop.Dialled);
        Assert.Empty(rig.Calls.State.Waiting);
        Assert.Equal(1, rig.Context.Gate.PlacesTaken);

        byte[] acknowledge = [.. "ACKF"u8, 28, 0, 0, 0, .. new byte[] { 0, 0, 0, 0, 0, 32, 0, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }];
        device.Arrive(acknowledge);
        Assert.Equal(acknowledge, client.SentBytes);

        client.ArriveEnd();
        Assert.True(device.IsLetGo);
        device.ArriveEnd();
        Assert.Equal(0, rig.Context.Gate.PlacesTaken);
        Assert.Empty(rig.Loop.Findings);
    }

    [Fact]
    public void A_client_waits_for_the_device_to_call()
    {
        var rig = new CallRig();
        FakeLink client = rig.Client();
        Assert.Empty(client.Sends);
        rig.Loop.Pass(TimeSpan.FromSeconds(3));
        FakeLink device = rig.Call();
        rig.Loop.Turn();
        Assert.Equal(CallRig.ClientHello(CallRig.Url), device.SentBytes);
        Assert.False(client.IsLetGo);
    }

    [Fact]
    public void A_client_is_told_when_no_device_calls_in_time()
    {
        var rig = new CallRig();
        FakeLink client = rig.Client();
        rig.Loop.Pass(TimeSpan.FromSeconds(11));
        Assert.Equal(StatusCodes.BadTimeout, CallRig.ErrorOf(client));
        TrafficFinding found = Assert.Single(rig.Loop.Findings);
        Assert.Equal((FindingKind.DeviceUnreachable, "no device has called in in time"), (found.Kind, found.Detail));
    }

    [Fact]
    public void The_device_that_called_last_is_used_first()
    {
        var rig = new CallRig();
        FakeLink old = rig.Call(), recent = rig.Call(url: "opc.tcp://again:4840");
        rig.Client();
        Assert.Empty(old.Sends);
        Assert.Equal(CallRig.ClientHello("opc.tcp://again:4840"), recent.SentBytes);
    }

    [Theory]
    [InlineData("urn:acme:stranger")]
    [InlineData("urn:acme:fille")]
    [InlineData("urn:acme:filler2")]
    [InlineData("URN:ACME:FILLER")]
    [InlineData("")]
    public void A_server_that_nobody_named_is_sent_away_before_anything_is_said_to_it(string server)
    {
        var rig = new CallRig();
        FakeLink waitingClient = rig.Client();
        FakeLink device = rig.Connect();
        device.Arrive(CallRig.Hello(server));
        AssertTurnedAway(rig, device, StatusCodes.BadSecurityChecksFailed, "servers");
        Assert.Empty(waitingClient.Sends);
    }

    [Fact]
    public void A_caller_from_an_address_that_nobody_named_is_sent_away_whatever_it_says()
    {
        var rig = new CallRig();
        FakeLink device = rig.Connect("10.10.1.10");
        device.Arrive(CallRig.Hello());
        AssertTurnedAway(rig, device, StatusCodes.BadSecurityChecksFailed, "devices");
    }

    [Theory]
    [InlineData("")]
    [InlineData("plc")]
    [InlineData("http://plc.acme.local")]
    [InlineData("opc.tcp://")]
    public void A_call_without_a_proper_endpoint_url_is_sent_away(string url)
    {
        var rig = new CallRig();
        FakeLink device = rig.Connect();
        device.Arrive(CallRig.Hello(url: url));
        AssertTurnedAway(rig, device, StatusCodes.BadTcpEndpointUrlInvalid, "URL");
    }

    [Theory]
    [InlineData(4095, true)]
    [InlineData(4096, false)]
    public void Texts_of_4096_bytes_and_more_are_too_long(int bytes, bool isTaken)
    {
        var rig = new CallRig();
        FakeLink device = rig.Connect();
        device.Arrive(CallRig.Hello(url: CallRig.Url.PadRight(bytes, 'x')));
        Assert.Equal(isTaken ? 1 : 0, rig.Calls.State.Waiting.Count);
        Assert.NotEqual(isTaken, device.IsLetGo);
    }

    [Fact]
    public void A_length_that_no_call_can_have_is_refused_at_its_header()
    {
        var rig = new CallRig();
        FakeLink device = rig.Connect();
        device.Arrive([.. "RHEF"u8, 0xFF, 0xFF, 0xFF, 0x7F]);
        AssertTurnedAway(rig, device, StatusCodes.BadTcpMessageTooLarge, "");
    }

    [Theory]
    [InlineData("HELF", 32)]
    [InlineData("OPNF", 32)]
    [InlineData("MSGF", 32)]
    [InlineData("ACKF", 28)]
    [InlineData("GET ", 47)]
    public void Whoever_begins_with_something_else_is_sent_away(string type, byte size)
    {
        var rig = new CallRig();
        FakeLink device = rig.Connect();
        device.Arrive([.. System.Text.Encoding.ASCII.GetBytes(type), size, 0, 0, 0]);
        AssertTurnedAway(rig, device, StatusCodes.BadTcpMessageTypeInvalid, "");
    }

    [Fact]
    public void A_call_is_read_whereever_it_is_split()
    {
        byte[] hello = CallRig.Hello();
        for (int at = 1; at < hello.Length; at++)
        {
            var rig = new CallRig();
            FakeLink device = rig.Connect();
            device.Arrive(hello.AsSpan(0, at));
            Assert.Empty(rig.Calls.State.Waiting);
            device.Arrive(hello.AsSpan(at));
            Assert.Single(rig.Calls.State.Waiting);
            Assert.Empty(device.Sends);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public void A_call_that_is_not_finished_in_5_s_is_ended_however_it_trickles(int bytes)
    {
        var rig = new CallRig();
        FakeLink device = rig.Connect();
        foreach (byte one in CallRig.Hello().Take(bytes))
        {
            rig.Loop.Pass(HelloWithin / 21);
            device.Arrive([one]);
        }

        Assert.Empty(device.Sends);
        rig.Loop.Pass(HelloWithin);
        AssertTurnedAway(rig, device, StatusCodes.BadTimeout, "in time");
    }

    [Fact]
    public void A_device_that_waits_may_wait_for_long_and_must_be_silent()
    {
        var rig = new CallRig();
        FakeLink patient = rig.Call();
        rig.Loop.Pass(TimeSpan.FromHours(1));
        Assert.False(patient.IsLetGo);
        patient.Arrive([0]);
        AssertTurnedAway(rig, patient, StatusCodes.BadTcpMessageTypeInvalid, "before it was asked");

        FakeLink hasty = rig.Connect();
        hasty.Arrive([.. CallRig.Hello(), 0]);
        Assert.Equal(StatusCodes.BadTcpMessageTypeInvalid, CallRig.ErrorOf(hasty));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_device_that_died_while_it_waited_is_given_to_nobody(bool wasReset)
    {
        var rig = new CallRig();
        FakeLink alive = rig.Call(), dead = rig.Call();
        if (wasReset)
        {
            dead.Break();
        }
        else
        {
            dead.ArriveEnd();
        }

        Assert.Single(rig.Calls.State.Waiting);
        rig.Client();
        Assert.Equal(CallRig.ClientHello(CallRig.Url), alive.SentBytes);
        Assert.Empty(dead.Sends);
        Assert.Empty(rig.Loop.Findings);
    }

    private static void AssertTurnedAway(CallRig rig, FakeLink device, uint status, string detail)
    {
        Assert.Equal(status, CallRig.ErrorOf(device));
        Assert.True(device.IsLetGo);
        Assert.Empty(rig.Calls.State.Waiting);
        Assert.Equal(1, rig.Calls.State.TurnedAwayTotal);
        rig.Loop.Turn();
        TrafficFinding found = Assert.Single(rig.Loop.Findings);
        Assert.Equal((FindingKind.ReverseConnect, VerdictWord.Refused, device.Peer.Address), (found.Kind, found.Verdict, found.Client));
        Assert.Contains(detail, found.Detail!, StringComparison.Ordinal);
    }
}
