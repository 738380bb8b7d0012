using System.Net;
using OtEdge.Conduits.OpcUa.Reverse;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.Tests.Conduits.OpcUa.Terminating;
using OtEdge.Tests.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Reverse;

/// <summary>Sessions across two secure channels, of which the device's is over a connection that the device has made.</summary>
public sealed class TerminatingCallTests
{
    private const uint Denied = OtEdge.OpcUa.Types.StatusCodes.BadUserAccessDenied;
    private static readonly RuleSet Rules = new NodePolicy().Rule("open", OperationClasses.Read | OperationClasses.Browse, "Open*").Rules;

    [Fact]
    public void A_session_over_a_device_that_has_called_is_judged_like_any_other()
    {
        (TerminatingRig rig, IncomingCalls calls) = Rig("urn:test:server");
        using TerminatingRig _ = rig;
        Call(rig, calls);
        Call(rig, calls);
        Call(rig, calls);
        RigClient client = rig.ConnectSecurely().WithSession();
        byte[]? answer = client.Ask(Messages.Read(2, "s=Open1", "s=Secret", "s=Open2"));
        Assert.Equal([0, Denied, 0], Messages.Statuses(answer!, ServiceType.Read));
        Assert.Equal(Messages.Read(2, "s=Open1", "s=Open2"), Assert.Single(rig.Device.Asked), (expected, got) => expected.SequenceEqual(got));
        Assert.Empty(rig.Loop.Dialled);
    }

    [Fact]
    public void A_device_that_calls_itself_another_on_the_channel_than_before_gets_no_client()
    {
        (TerminatingRig rig, IncomingCalls calls) = Rig("urn:acme:filler");
        using TerminatingRig _ = rig;
        Call(rig, calls);
        Call(rig, calls);
        RigClient client = rig.Connect(SecurityPolicy.None);
        var question = new UaWriter();
        Discovery.WriteGetEndpoints(question, TerminatingRig.Url, rig.Now.Utc);
        client.Send(question.Written.ToArray());
        rig.Until(() => client.Peer.IsOver);
        rig.Turn();
        Assert.Contains(rig.Loop.Findings, found => found.Detail?.Contains("urn:test:server", StringComparison.Ordinal) == true);
        Assert.Empty(rig.Device.Asked);
    }

    private static (TerminatingRig Rig, IncomingCalls Calls) Rig(string server)
    {
        var calling = new CallingDevices(new IPEndPoint(IPAddress.Loopback, 0), [server], [IPNetwork.Parse("10.10.0.10/32")]);
        var settings = new OpcUaConduit(new Uri("opc.tcp://10.10.0.10:4840")) { CallingDevices = calling };
        var rig = new TerminatingRig(ConduitMode.Enforce, Rules, new RigDevice(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt), settings);
        var calls = new IncomingCalls(rig.Context, calling);
        rig.Context.Gate.Calls = calls;
        return (rig, calls);
    }

    private static void Call(TerminatingRig rig, IncomingCalls calls)
    {
        var link = new FakeLink(rig.Loop, LinkSide.Device, new IPEndPoint(IPAddress.Parse("10.10.0.10"), 50_000), LinkState.Open);
        calls.Accept(link);
        link.Arrive(CallRig.Hello(rig.Context.Conduit.OpcUa!.CallingDevices!.Servers[0]));
        rig.Device.Take(link, () => rig.Now, isDialled: false);
    }
}
