using System.Net.Sockets;
using OtEdge.Conduits;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>A Modbus conduit over real sockets, on both transports.</summary>
public sealed class ModbusRelayTests
{
    public static TheoryData<TransportChoice> Transports => [TransportChoice.Automatic, TransportChoice.Portable];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task An_allowed_read_reaches_the_device_and_its_reply_the_client(TransportChoice transport)
    {
        await using var device = new SocketDevice();
        await using var rig = new PlaneRig(
            transport, Policies.Conduit(device.Port), Policies.Snapshot(ConduitMode.Enforce, Policies.AllowAll));
        Socket client = await rig.ConnectAsync();

        byte[] reply = await client.AskAsync(Frames.Read(7, 10, 3));

        Assert.Equal(Frames.ReadReply(7, 3, 10), reply);
        Assert.Equal(Frames.Read(7, 10, 3), Assert.Single(device.Received));
        Assert.Equal(1, rig.Running.Totals.Requests);
        Assert.Equal(1, rig.Running.Totals.Replies);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_refused_write_is_answered_and_reaches_no_device(TransportChoice transport)
    {
        await using var device = new SocketDevice();
        await using var rig = new PlaneRig(
            transport, Policies.Conduit(device.Port), Policies.Snapshot(ConduitMode.Enforce, Policies.Narrow));
        Socket client = await rig.ConnectAsync();

        byte[] reply = await client.AskAsync(Frames.WriteOne(9, 50, 1));

        Assert.Equal(Frames.Exception(9, 6, 2), reply);
        Assert.Empty(device.Received);
        Assert.Equal(0, device.ConnectionsMost);
        Assert.Equal(1, rig.Running.Totals.Refused);
        await PlaneRig.EventuallyAsync(() => rig.Sink.Findings.Count == 1, "the finding");
        TrafficFinding finding = rig.Sink.Findings[0];
        Assert.Equal(
            (FindingKind.Refusal, VerdictWord.Refused, DecisionReason.Range, 50, 1),
            (finding.Kind, finding.Verdict, finding.Decision.Reason, finding.Address, finding.Count));
    }
}
