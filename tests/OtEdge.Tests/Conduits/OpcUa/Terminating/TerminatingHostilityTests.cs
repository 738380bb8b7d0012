using System.Buffers.Binary;
using OtEdge.Core.Findings;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Terminating;

/// <summary>Bytes that a hostile client or device, or somebody on the way, can send to a conduit that terminates channels.</summary>
public sealed class TerminatingHostilityTests
{
    private static readonly byte[] Question = Messages.Read(2, "s=Open1");

    [Theory]
    [InlineData("cut")]
    [InlineData("changed")]
    [InlineData("twice")]
    [InlineData("other channel")]
    [InlineData("other token")]
    [InlineData("too long")]
    [InlineData("not a chunk")]
    public void A_chunk_that_is_not_as_the_client_sealed_it_ends_the_connection(string how)
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig();
        RigClient client = rig.ConnectSecurely().WithSession();
        client.Peer.OnTheWay = bytes => Damaged(bytes, how);
        client.Send(Question);
        rig.Until(() => client.Peer.IsOver);
        Assert.NotEqual(0u, client.Peer.Error);
        rig.Settle();
        Assert.Equal(how == "twice" ? 1 : 0, rig.Device.Asked.Count);
        Assert.Contains(rig.Loop.Findings, one => one is { Kind: FindingKind.MalformedRequest or FindingKind.FrameTimeout, Verdict: VerdictWord.Refused });
        Assert.Equal([0], Messages.Statuses(rig.ConnectSecurely().WithSession().Ask(Question)!, ServiceType.Read));
    }

    [Fact]
    public void Random_damage_on_the_clients_side_at_any_stage_reaches_no_device_and_harms_nobody_else()
    {
        int seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        using TerminatingRig rig = TerminatingSessionTests.Rig();
        rig.ConnectSecurely();
        for (int round = 0; round < 40; round++)
        {
            int left = random.Next(6);
            Try(rig, bytes => left-- == 0 ? Noisy(bytes, random) : bytes, onClient: true);
            Assert.True(rig.Device.Asked.All(asked => asked.SequenceEqual(Question)), $"seed {seed}, round {round}");
        }

        Assert.Equal([0], Messages.Statuses(rig.ConnectSecurely().WithSession().Ask(Question)!, ServiceType.Read));
    }

    [Fact]
    public void Random_damage_on_the_devices_side_at_any_stage_reaches_no_client_and_harms_nobody_else()
    {
        int seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var random = new Random(seed);
        using TerminatingRig rig = TerminatingSessionTests.Rig(ConduitMode.Monitor);
        rig.ConnectSecurely();
        for (int round = 0; round < 40; round++)
        {
            int left = random.Next(8);
            rig.Front.ForgetPicture();
            byte[]? answer = Try(rig, bytes => left-- == 0 ? Noisy(bytes, random) : bytes, onClient: false);
            Assert.True(answer is null || answer.SequenceEqual(Messages.ReadAnswer(1)), $"seed {seed}, round {round}");
        }

        rig.Front.ForgetPicture();
        Assert.Equal([0], Messages.Statuses(rig.ConnectSecurely().WithSession().Ask(Question)!, ServiceType.Read));
    }

    [Fact]
    public void Who_has_no_session_cannot_make_OtEdge_keep_much()
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig();
        RigClient client = rig.ConnectSecurely();
        client.Send(Messages.Service((uint)ServiceType.Read, writer => writer.Room(40_000).Clear()));
        rig.Until(() => client.Peer.IsOver);
        Assert.Equal(StatusCodes.BadTcpMessageTooLarge, client.Peer.Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_client_is_told_when_the_device_goes(bool inOrder)
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig();
        RigClient client = rig.ConnectSecurely().WithSession();
        if (inOrder)
        {
            rig.Device.Peers[^1].Link.ArriveEnd();
        }
        else
        {
            rig.Device.Peers[^1].Link.Break();
        }

        rig.Until(() => client.Peer.Error != 0);
        Assert.Equal(StatusCodes.BadCommunicationError, client.Peer.Error);
        Assert.Contains(rig.Loop.Findings, one => one.Kind == FindingKind.DeviceUnreachable);
    }

    [Fact]
    public void A_device_that_cannot_be_reached_or_stays_silent_is_told_to_the_client()
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig();
        RigClient client = rig.ConnectSecurely();
        rig.Device.OnTheWay = _ => [];
        Assert.Null(client.Create());
        Assert.Equal(StatusCodes.BadTimeout, client.Peer.Error);

        client = rig.ConnectSecurely();
        rig.IsReachable = false;
        Assert.Null(client.Create());
        Assert.Equal(StatusCodes.BadCommunicationError, client.Peer.Error);
    }

    [Fact]
    public void A_client_that_does_not_renew_its_channel_loses_it()
    {
        using TerminatingRig rig = TerminatingSessionTests.Rig();
        RigClient client = rig.ConnectSecurely().WithSession();
        rig.Pass(TimeSpan.FromSeconds(70));
        Assert.False(client.Peer.IsOver);
        rig.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(StatusCodes.BadTimeout, client.Peer.Error);
    }

    [Fact]
    public void The_channel_to_the_device_is_renewed_in_time()
    {
        SecurityPolicy policy = SecurityPolicy.Basic256Sha256;
        var device = new RigDevice(policy, MessageSecurityMode.SignAndEncrypt) { TokenLife = TimeSpan.FromSeconds(20) };
        using TerminatingRig rig = TerminatingSessionTests.Rig(device: device);
        RigClient client = rig.ConnectSecurely().WithSession();
        uint first = rig.Device.Peers[^1].End.NewestToken!.Id;
        for (int i = 0; i < 40; i++)
        {
            rig.Pass(TimeSpan.FromSeconds(1));
            Assert.False(client.Peer.IsOver, $"after {i} s with 0x{client.Peer.Error:X8}: {string.Join("; ", rig.Loop.Findings.Select(one => one.Detail))}");
            Assert.Equal([0], Messages.Statuses(client.Ask(Question)!, ServiceType.Read));
        }

        Assert.True(rig.Device.Peers[^1].End.NewestToken!.Id >= first + 2);
        Assert.Equal(40, rig.Device.Asked.Count);
    }

    private static byte[]? Try(TerminatingRig rig, Func<byte[], byte[]> damage, bool onClient)
    {
        RigClient client = rig.Connect(SecurityPolicy.Basic256Sha256);
        rig.Device.OnTheWay = onClient ? bytes => bytes : damage;
        client.Peer.OnTheWay = onClient ? damage : bytes => bytes;
        try
        {
            return !client.Channel.IsOpen || client.Create() is null || client.Activate() is null || !client.Channel.IsOpen ? null : client.Ask(Question);
        }
        finally
        {
            rig.Device.OnTheWay = bytes => bytes;
            client.Peer.Link.Break();
        }
    }

    private static byte[] Damaged(byte[] bytes, string how)
    {
        byte[] damaged = [.. bytes];
        switch (how)
        {
            case "cut":
                return damaged[..^20];
            case "changed":
                damaged[^40] ^= 1;
                return damaged;
            case "twice":
                return [.. bytes, .. bytes];
            case "other channel":
                damaged[8] ^= 1;
                return damaged;
            case "other token":
                damaged[12] ^= 1;
                return damaged;
            case "too long":
                BinaryPrimitives.WriteInt32LittleEndian(damaged.AsSpan(4), 70_000);
                return damaged;
            default:
                return [.. "GET / HTTP/1.1\r\n\r\n"u8];
        }
    }

    private static byte[] Noisy(byte[] bytes, Random random)
    {
        byte[] noisy = [.. bytes];
        switch (random.Next(4))
        {
            case 0:
                noisy[random.Next(noisy.Length)] ^= (byte)(1 << random.Next(8));
                return noisy;
            case 1:
                random.NextBytes(noisy.AsSpan(random.Next(noisy.Length)));
                return noisy;
            case 2:
                return [.. noisy, .. noisy];
            default:
                return [.. "ERRF"u8, .. noisy.AsSpan(4)];
        }
    }
}
