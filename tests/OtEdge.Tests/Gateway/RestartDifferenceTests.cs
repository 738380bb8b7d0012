using System.Net;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;
using OtEdge.Tests.Conduits;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>What of an OPC UA conduit's settings waits for its restart.</summary>
public sealed class RestartDifferenceTests
{
    [Fact]
    public void Other_callers_wait_for_the_restart_and_the_same_ones_read_again_do_not()
    {
        Assert.Empty(RestartDifference.Between(Conduit(null, null), Conduit(null, null)));
        Assert.Empty(RestartDifference.Between(Conduit(Devices(4841), Clients(5)), Conduit(Devices(4841), Clients(5))));
        Assert.Equal(
            ["reverse-connect: listen 0.0.0.0:4842, servers urn:acme:filler, devices 10.2.0.5/32, waiting 4"],
            RestartDifference.Between(Conduit(Devices(4841), null), Conduit(Devices(4842), null)));
        Assert.Equal(
            ["reverse-connect: clients opc.tcp://mes:4850, server-uri urn:acme:filler, retry 00:00:06"],
            RestartDifference.Between(Conduit(null, Clients(5)), Conduit(null, Clients(6))));
        Assert.Equal(["reverse-connect: none"], RestartDifference.Between(Conduit(Devices(4841), Clients(5)), Conduit(null, null)));
    }

    private static CallingDevices Devices(int port) => new(new IPEndPoint(IPAddress.Any, port), ["urn:acme:filler"], [IPNetwork.Parse("10.2.0.5/32")]);

    private static CalledClients Clients(int seconds) => new([new Uri("opc.tcp://mes:4850")], "urn:acme:filler") { Retry = TimeSpan.FromSeconds(seconds) };

    private static Conduit Conduit(CallingDevices? devices, CalledClients? clients) => Policies.Conduit(4840, ConduitProtocol.OpcUa) with
    {
        OpcUa = new OpcUaConduit(new Uri("opc.tcp://10.2.0.5:4840")) { CallingDevices = devices, CalledClients = clients },
    };
}
