using OtEdge.Conduits.Relaying;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;
using OtEdge.Testing.Mutation;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Reverse;

/// <summary>What crowds of callers, and callers that say anything at all, can do: nothing.</summary>
public sealed class HostileCallTests
{
    [Fact]
    public void One_address_that_floods_takes_only_its_own_places()
    {
        var rig = new CallRig();
        FakeLink other = rig.Call("10.10.0.11");
        FakeLink[] flood = [.. Enumerable.Range(0, 50).Select(_ => rig.Call())];
        Assert.Equal(4, rig.Calls.State.Waiting.Count);
        Assert.False(other.IsLetGo);
        Assert.All(flood[..^3], link => Assert.Equal(StatusCodes.BadTcpServerTooBusy, CallRig.ErrorOf(link)));
        Assert.All(flood[^3..], link => Assert.False(link.IsLetGo));

        FakeLink third = rig.Call("10.10.0.12");
        Assert.False(third.IsLetGo);
        Assert.Equal(4, rig.Calls.State.Waiting.Count);
        rig.Loop.Turn();
        Assert.All(rig.Loop.Findings, found => Assert.Contains("waiting", found.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void Callers_that_say_nothing_do_not_keep_out_the_device()
    {
        var rig = new CallRig();
        FakeLink[] mute = [.. Enumerable.Range(0, 200).Select(i => rig.Connect(port: 20_000 + i))];
        Assert.Equal(8, mute.Count(link => !link.IsLetGo));
        FakeLink device = rig.Call();
        Assert.False(device.IsLetGo);
        FakeLink other = rig.Call("10.10.0.11");
        Assert.False(other.IsLetGo);
        Assert.Equal(2, rig.Calls.State.Waiting.Count);
    }

    [Fact]
    public void A_call_at_the_place_of_clients_is_no_way_to_anybody()
    {
        var rig = new CallRig();
        FakeLink device = rig.Call();
        var stranger = new FakeLink(rig.Loop, LinkSide.Client);
        rig.Context.Accept(stranger);
        stranger.Arrive(CallRig.Hello());
        Assert.Equal(StatusCodes.BadTcpMessageTypeInvalid, CallRig.ErrorOf(stranger));
        Assert.Empty(device.Sends);
        Assert.Single(rig.Calls.State.Waiting);
    }

    [Fact]
    public void A_caller_that_makes_up_names_without_end_does_not_make_findings_without_end()
    {
        var rig = new CallRig();
        for (int i = 0; i < 500; i++)
        {
            rig.Connect().Arrive(CallRig.Hello($"urn:made-up:{i}\n\u001b[31m"));
            rig.Loop.Turn();
        }

        Assert.InRange(rig.Loop.Findings.Select(found => found.Detail).Distinct().Count(), 1, 17);
        Assert.All(rig.Loop.Findings, found => Assert.DoesNotContain(found.Detail!, char.IsControl));
        Assert.Equal(500, rig.Calls.State.TurnedAwayTotal);
    }

    [Fact]
    public void When_the_conduit_closes_nobody_waits_any_more_and_nobody_is_taken_in()
    {
        var rig = new CallRig();
        FakeLink waiting = rig.Call(), mute = rig.Connect();
        rig.Calls.End();
        Assert.True(waiting.IsLetGo && mute.IsLetGo);
        Assert.Empty(waiting.Sends);
        Assert.True(rig.Call().IsLetGo);
        Assert.Empty(rig.Calls.State.Waiting);
        rig.Loop.Pass(TimeSpan.FromSeconds(10));
        Assert.Single(rig.Loop.Findings);
    }

    [Fact]
    public void Broken_calls_harm_nobody_and_only_right_ones_wait()
    {
        byte[][] corpus = [CallRig.Hello(), CallRig.Hello("urn:acme:other"), CallRig.Hello("urn:acme:stranger"), CallRig.ClientHello(CallRig.Url)];
        var mutator = new Mutator(SeededRun.Seed, corpus);
        var random = new SeededRandom(SeededRun.Seed);
        var rig = new CallRig(waitingMax: 64);
        for (int i = 0; i < SeededRun.Mutations / 4; i++)
        {
            byte[] bytes = mutator.Next();
            FakeLink device = rig.Connect();
            int split = bytes.Length == 0 ? 0 : random.Below(bytes.Length);
            device.Arrive(bytes.AsSpan(0, split));
            device.Arrive(bytes.AsSpan(split));
            bool isRight = ChunkFraming.TryRead(bytes, 8206, out ChunkHeader header, out _) == FrameStatus.Done
                && header is { Type: MessageType.ReverseHello } && header.Bytes == bytes.Length
                && TransportMessages.ReadReverseHello(bytes, out ReadOnlySpan<byte> server, out _).IsNone
                && (server.SequenceEqual("urn:acme:filler"u8) || server.SequenceEqual("urn:acme:other"u8));
            bool waits = rig.Calls.State.Waiting.Count == 1;
            Assert.True(isRight || !waits, SeededRun.Again(Convert.ToHexString(bytes)));
            Assert.True(device.Sends.Count == 0 || CallRig.ErrorOf(device) is not null, SeededRun.Again(Convert.ToHexString(bytes)));
            device.Break();
            Assert.Empty(rig.Calls.State.Waiting);
            rig.Loop.Turn();
            rig.Loop.Findings.Clear();
        }
    }
}
