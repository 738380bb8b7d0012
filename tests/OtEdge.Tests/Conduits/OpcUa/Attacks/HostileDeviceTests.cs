using OtEdge.Core.Findings;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;
using OtEdge.Tests.Conduits.OpcUa.Terminating;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Attacks;

/// <summary>A device can be hostile, too: answers, chunks and handshakes that are made to break OtEdge or its clients.</summary>
public sealed class HostileDeviceTests
{
    private static readonly byte[] Half = Messages.Read(2, "s=Open1", "s=Secret");

    public static TheoryData<string, string> Answers
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string inspection in (string[])[AttackSite.Transparent, AttackSite.Terminating])
            {
                foreach (string how in (string[])["nested", "cut", "too many", "too few", "of another service", "nonsense", "empty", "endless strings"])
                {
                    data.Add(inspection, how);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_that_cannot_be_put_together_reaches_no_client_as_a_good_one(string inspection, string how)
    {
        using TerminatingRig rig = AttackSite.Open(inspection);
        RigClient client = AttackSite.Client(rig);
        rig.Device.Special = (service, _) => service != ServiceType.Read ? null : how switch
        {
            "nested" => Messages.Reply(service, writer =>
            {
                writer.Int32(1);
                writer.Byte(1);
                for (int i = 0; i < 10_000; i++)
                {
                    writer.Raw([0x98, 1, 0, 0, 0]);
                }
            }),
            "cut" => Messages.ReadAnswer(1)[..^5],
            "too many" => Messages.ReadAnswer(2),
            "too few" => Messages.ReadAnswer(0),
            "of another service" => Messages.SessionActivated(),
            "nonsense" => [1, 2, 3, 4, 5, 6, 7],
            "empty" => [],
            _ => Messages.Reply(service, writer => writer.Raw([0xFF, 0xFF, 0xFF, 0x7F])),
        };
        byte[]? answer = client.Ask(Half);
        Assert.True(answer is null || StatusCodes.IsBad(RigClient.StatusOf(answer)));
        rig.Settle();
        Assert.Contains(rig.Loop.Findings, one => one.Kind == FindingKind.MalformedReply);
        rig.Device.Special = (_, _) => null;
        AttackSite.IsUnharmed(rig);
    }

    [Theory]
    [InlineData(AttackSite.Transparent, 0)]
    [InlineData(AttackSite.Transparent, 8000)]
    [InlineData(AttackSite.Terminating, 0)]
    [InlineData(AttackSite.Terminating, 8000)]
    public void Chunks_of_an_answer_without_end_are_kept_within_the_limits(string inspection, int bytes)
    {
        using TerminatingRig rig = AttackSite.Open(inspection);
        RigClient client = AttackSite.Client(rig);
        rig.Device.Answers = false;
        client.Send(Half);
        rig.Settle();
        RigPeer device = rig.Device.Peers[^1];
        for (int i = 0; i < 5000 && !device.Link.IsLetGo; i++)
        {
            device.Link.Arrive(Chunk(device, ChunkKind.Intermediate, rig.Device.LastRequestId, new byte[bytes]));
        }

        Assert.InRange(rig.Front.Server.Unfinished.KeptBytes, 0, AssemblyLimits.InSession.KeptBytesMax);
        Assert.True(device.Link.IsLetGo);
        rig.Device.Answers = true;
        AttackSite.IsUnharmed(rig);
        Assert.Equal(0, rig.Front.Server.Unfinished.KeptBytes);
    }

    [Theory]
    [InlineData(AttackSite.Transparent, "ACKF")]
    [InlineData(AttackSite.Transparent, "HELF")]
    [InlineData(AttackSite.Transparent, "RHEF")]
    [InlineData(AttackSite.Transparent, "ZZZF")]
    [InlineData(AttackSite.Terminating, "ACKF")]
    [InlineData(AttackSite.Terminating, "HELF")]
    [InlineData(AttackSite.Terminating, "RHEF")]
    [InlineData(AttackSite.Terminating, "OPNF")]
    [InlineData(AttackSite.Terminating, "ZZZF")]
    public void What_no_server_may_say_now_ends_the_connection(string inspection, string type)
    {
        using TerminatingRig rig = AttackSite.Open(inspection);
        RigClient client = AttackSite.Client(rig);
        var writer = new UaWriter();
        writer.Raw(System.Text.Encoding.ASCII.GetBytes(type));
        writer.Int32(type == "ACKF" ? 28 : 40);
        writer.Raw(new byte[type == "ACKF" ? 20 : 32]);
        rig.Device.Peers[^1].Link.Arrive(writer.Written);
        rig.Until(() => client.Peer.IsOver);
        AttackSite.IsUnharmed(rig);
    }

    [Theory]
    [InlineData(AttackSite.Transparent, ConduitMode.Observe)]
    [InlineData(AttackSite.Transparent, ConduitMode.Enforce)]
    [InlineData(AttackSite.Terminating, ConduitMode.Observe)]
    [InlineData(AttackSite.Terminating, ConduitMode.Enforce)]
    public void A_device_that_says_a_byte_a_second_while_it_connects_holds_nobody_for_long(string inspection, ConduitMode mode)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, mode);
        byte[] held = [];
        rig.Device.OnTheWay = bytes => { held = [.. held, .. bytes]; return []; };
        RigClient client = rig.Dial(SecurityPolicy.None);
        client.Channel.Greet();
        rig.Settle();
        if (client.Channel.IsOpen)
        {
            client.Send(Messages.CreateSession());
            rig.Settle();
        }

        int seconds = 0;
        for (; !client.Peer.Link.IsLetGo && seconds < 60; seconds++)
        {
            if (seconds < held.Length && !rig.Device.Peers[^1].Link.IsLetGo)
            {
                rig.Device.Peers[^1].Link.Arrive([held[seconds]]);
            }

            rig.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(seconds, 1, 31);
    }

    private static byte[] Chunk(RigPeer device, ChunkKind kind, uint requestId, byte[] body)
    {
        var writer = new UaWriter();
        writer.UInt32((uint)MessageType.Message | ((uint)kind << 24));
        writer.Int32(ChunkFraming.SymmetricBytesMin + body.Length);
        writer.UInt32(device.End.ChannelId);
        writer.UInt32(device.End.NewestToken!.Id);
        writer.UInt32(device.NextNumber());
        writer.UInt32(requestId);
        writer.Raw(body);
        return writer.Written.ToArray();
    }
}
