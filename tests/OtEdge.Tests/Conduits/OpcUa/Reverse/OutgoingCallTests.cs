using System.Text;
using OtEdge.Conduits;
using OtEdge.Conduits.OpcUa.Reverse;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Reverse;

/// <summary>How clients are called, and what a client that is called can do.</summary>
public sealed class OutgoingCallTests
{
    private const string Mes = "opc.tcp://10.20.0.11:4850";

    [Fact]
    public void A_client_is_told_who_calls_and_uses_the_connection_when_it_likes()
    {
        var rig = new CallRig(clients: Mes);
        rig.Outgoing.Start();
        FakeLink client = Assert.Single(rig.Loop.Dialled);
        Assert.Equal("10.20.0.11:4850", client.Peer.ToString());
        Assert.Equal(CallStage.Calling, State(rig).Stage);
        client.Accept();
        Assert.True(TransportMessages.ReadReverseHello(client.SentBytes, out ReadOnlySpan<byte> server, out ReadOnlySpan<byte> url).IsNone);
        Assert.Equal((CallRig.Server, "opc.tcp://gateway:4840/line"), (Encoding.UTF8.GetString(server), Encoding.UTF8.GetString(url)));
        Assert.Equal(CallStage.Waiting, State(rig).Stage);

        rig.Loop.Pass(TimeSpan.FromHours(1));
        Assert.Single(rig.Loop.Dialled);
        client.Arrive(CallRig.ClientHello("opc.tcp://gateway:4840/line"));
        FakeLink device = rig.Loop.Dialled[1];
        Assert.Equal((LinkSide.Device, 4840), (device.Side, device.Peer.Port));
        device.Accept();
        Assert.Equal(CallRig.ClientHello("opc.tcp://gateway:4840/line"), device.SentBytes);

        rig.Loop.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(3, rig.Loop.Dialled.Count);
        Assert.Equal((LinkSide.Client, CallStage.Calling), (rig.Loop.Dialled[2].Side, State(rig).Stage));
        Assert.Empty(rig.Loop.Findings);
    }

    [Fact]
    public void A_client_that_cannot_be_called_is_called_ever_more_seldom_and_told_of_once()
    {
        var rig = new CallRig(clients: Mes);
        rig.Outgoing.Start();
        for (int i = 0; i < 3000; i++)
        {
            if (rig.Loop.Dialled[^1].State == LinkState.Connecting)
            {
                rig.Loop.Dialled[^1].Refuse();
            }

            rig.Loop.Pass(TimeSpan.FromSeconds(1));
        }

        // 5, 10, 20, 40 and from then on 60 seconds, each a fifth more or less.
        Assert.InRange(rig.Loop.Dialled.Count, 40, 70);
        TrafficFinding found = Assert.Single(rig.Loop.Findings);
        Assert.Equal((FindingKind.ReverseConnect, VerdictWord.Allowed), (found.Kind, found.Verdict));
        Assert.Equal($"the client {Mes} cannot be called: refused", found.Detail);
        Assert.Equal((CallStage.Pausing, "refused"), (State(rig).Stage, State(rig).Trouble));

        while (rig.Loop.Dialled[^1].State != LinkState.Connecting)
        {
            rig.Loop.Pass(TimeSpan.FromSeconds(1));
        }

        rig.Loop.Dialled[^1].Accept();
        Assert.Equal((CallStage.Waiting, null), (State(rig).Stage, State(rig).Trouble));
    }

    [Fact]
    public void A_client_that_turns_the_call_away_is_heard()
    {
        var rig = new CallRig(clients: Mes);
        rig.Outgoing.Start();
        rig.Loop.Dialled[0].Accept();
        var error = new UaWriter();
        TransportMessages.WriteError(error, StatusCodes.BadTcpServerTooBusy, "not now\u0007"u8);
        foreach (byte one in error.Written)
        {
            rig.Loop.Dialled[0].Arrive([one]);
        }

        Assert.True(rig.Loop.Dialled[0].IsLetGo);
        Assert.Equal("it turns the call away: 0x807D0000 not now?", State(rig).Trouble);
        rig.Loop.Pass(TimeSpan.FromSeconds(7));
        Assert.Equal(2, rig.Loop.Dialled.Count);
        Assert.Equal(0, rig.Context.Clients);
    }

    [Theory]
    [InlineData("E")]
    [InlineData("ERRF")]
    [InlineData("ENOUGH OF THIS")]
    public void A_client_that_does_not_finish_what_it_says_is_hung_up_on(string words)
    {
        var rig = new CallRig(clients: Mes);
        rig.Outgoing.Start();
        rig.Loop.Dialled[0].Accept();
        rig.Loop.Dialled[0].Arrive(Encoding.ASCII.GetBytes(words));
        rig.Loop.Pass(TimeSpan.FromSeconds(11));
        Assert.True(rig.Loop.Dialled[0].IsLetGo);
        Assert.NotNull(State(rig).Trouble);
    }

    [Fact]
    public void A_connection_that_is_not_made_in_time_is_given_up()
    {
        var rig = new CallRig(clients: Mes);
        rig.Outgoing.Start();
        rig.Loop.Pass(TimeSpan.FromSeconds(11));
        Assert.True(rig.Loop.Dialled[0].IsClosed);
        Assert.Equal("it did not take the call in time", State(rig).Trouble);
        rig.Loop.Pass(TimeSpan.FromSeconds(7));
        Assert.Equal(2, rig.Loop.Dialled.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_client_that_hangs_up_after_a_while_is_called_again_at_once(bool wasReset)
    {
        var rig = new CallRig(clients: Mes);
        rig.Outgoing.Start();
        rig.Loop.Dialled[0].Accept();
        rig.Loop.Pass(TimeSpan.FromMinutes(2));
        HangUp(rig.Loop.Dialled[0], wasReset);
        rig.Loop.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(2, rig.Loop.Dialled.Count);
        Assert.Empty(rig.Loop.Findings);

        rig.Loop.Dialled[1].Accept();
        HangUp(rig.Loop.Dialled[1], wasReset);
        rig.Loop.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(2, rig.Loop.Dialled.Count);
        Assert.NotNull(State(rig).Trouble);
    }

    [Fact]
    public void A_client_that_uses_every_call_gets_only_so_many_connections()
    {
        var rig = new CallRig(connectionsMax: 64, clients: Mes);
        rig.Outgoing.Start();
        for (int i = 0; i < 200; i++)
        {
            FakeLink last = rig.Loop.Dialled.Last(link => link.Side == LinkSide.Client);
            if (last.State == LinkState.Connecting)
            {
                last.Accept();
                last.Arrive(CallRig.ClientHello("opc.tcp://gateway:4840/line").AsSpan(0, 8));
            }

            rig.Loop.Pass(TimeSpan.FromMilliseconds(20));
        }

        Assert.Equal(OutgoingCall.SessionsMax, rig.Loop.Dialled.Count(link => link.Side == LinkSide.Client));
    }

    [Fact]
    public void What_a_called_client_says_is_judged_like_any_clients_words()
    {
        var rig = new CallRig(clients: Mes);
        rig.Outgoing.Start();
        rig.Loop.Dialled[0].Accept();
        rig.Loop.Dialled[0].Sends.Clear();
        rig.Loop.Dialled[0].Arrive("HAL is no message"u8);
        rig.Loop.Turn();
        Assert.Equal(StatusCodes.BadTcpMessageTypeInvalid, CallRig.ErrorOf(rig.Loop.Dialled[0]));
        Assert.NotEmpty(rig.Loop.Findings);
        Assert.All(rig.Loop.Findings, found => Assert.Equal((FindingKind.MalformedRequest, "10.20.0.11"), (found.Kind, found.Client!.ToString())));
    }

    [Fact]
    public void When_the_conduit_closes_nobody_is_called_any_more()
    {
        var rig = new CallRig(clients: Mes);
        rig.Outgoing.Start();
        rig.Loop.Dialled[0].Accept();
        rig.Outgoing.Stop();
        Assert.True(rig.Loop.Dialled[0].IsLetGo);
        rig.Loop.Pass(TimeSpan.FromMinutes(10));
        Assert.Single(rig.Loop.Dialled);
    }

    private static CalledClient State(CallRig rig) => Assert.Single(rig.Outgoing.State.Clients);

    private static void HangUp(FakeLink link, bool wasReset)
    {
        if (wasReset)
        {
            link.Break();
        }
        else
        {
            link.ArriveEnd();
        }
    }
}
