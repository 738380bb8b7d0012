using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.OpcUa.Types;
using OtEdge.Plant;
using OtEdge.Plant.Actors;
using OtEdge.Plant.OpcUa;
using Xunit;

namespace OtEdge.Tests.Plant;

public sealed class UaServerTests
{
    private const uint BadMethodInvalid = 0x80750000;
    private const uint BadTypeMismatch = 0x80740000;
    private const uint BadNotWritable = 0x803B0000;

    [Fact]
    public async Task A_client_reads_writes_and_calls_and_is_told_what_does_not_go()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using RunningPlant plant = new(new PlantOptions(), NullLoggerFactory.Instance);
        plant.Start();
        using var client = new UaClient(plant.FillerOpcUa.EndPoint, IPAddress.Loopback, Mes.ApplicationUri, TimeProvider.System);
        NodeId target = FillerNodes.Id("Line1.Recipe.Target");

        Assert.Equal(
            [StatusCodes.Good, StatusCodes.BadNodeIdUnknown, StatusCodes.Good],
            await client.ReadAsync([target, FillerNodes.Id("Line9"), new NodeId(0, 2258)], stop));
        Assert.Equal([StatusCodes.Good], await client.WriteAsync(target, new UaValue(BuiltInType.Double, 77.5), stop));
        Assert.Equal([BadTypeMismatch], await client.WriteAsync(target, new UaValue(BuiltInType.UInt16, 7), stop));
        Assert.Equal([BadNotWritable], await client.WriteAsync(FillerNodes.Id("Line1.State"), new UaValue(BuiltInType.UInt16, 7), stop));
        Assert.Equal([StatusCodes.Good], await client.CallAsync(FillerNodes.Id("Line1"), FillerNodes.Id("Line1.StartBatch"), stop));
        Assert.Equal([BadMethodInvalid], await client.CallAsync(FillerNodes.Id("Line1"), FillerNodes.Id("Line1.Explode"), stop));
        while (Math.Abs(plant.Status.View.TargetCelsius - 77.5) > 0.01)
        {
            await Task.Delay(20, stop);
        }
    }

    [Fact]
    public async Task A_subscription_brings_every_first_value_then_changes_and_signs_of_life()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        var time = TimeProvider.System;
        double speed = 1;
        NodeId id = FillerNodes.Id("Speed");
        UaNode node = new(id, "Speed", UaNode.Variable) { Type = BuiltInType.Double, Read = () => new UaValue(BuiltInType.Double, Volatile.Read(ref speed)) };
        UaNode still = new(FillerNodes.Id("Still"), "Still", UaNode.Variable) { Type = BuiltInType.Double, Read = () => new UaValue(BuiltInType.Double, 7) };
        UaAddressSpace space = new(["http://opcfoundation.org/UA/"], [node, still], time);
        await using var server = new UaServer(new IPEndPoint(IPAddress.Loopback, 0), "urn:a", space, time);
        server.Start();
        using var client = new UaClient(server.EndPoint, IPAddress.Loopback, "urn:b", time);
        var watch = new UaWatch(client);

        Assert.Equal(
            [StatusCodes.Good, StatusCodes.Good, StatusCodes.BadNodeIdUnknown], await watch.OpenAsync([id, still.Id, FillerNodes.Id("Line9")], stop));
        Assert.Equal(2, await watch.NextAsync(stop));
        Volatile.Write(ref speed, 2);
        Assert.Equal(1, await watch.NextAsync(stop));
        Assert.Equal(0, await watch.NextAsync(stop));
        Assert.Equal([StatusCodes.Good], await client.ReadAsync([id], stop));
        Assert.True(watch.IsOpen);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_an_error_and_one_that_came_back_is_used_again()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        var time = TimeProvider.System;
        UaAddressSpace space = new(["http://opcfoundation.org/UA/"], [], time);
        var first = new UaServer(new IPEndPoint(IPAddress.Loopback, 0), "urn:a", space, time);
        first.Start();
        using var client = new UaClient(first.EndPoint, IPAddress.Loopback, "urn:b", time);
        Assert.Equal([StatusCodes.Good], await client.ReadAsync([new NodeId(0, 2259)], stop));
        await first.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => client.ReadAsync([new NodeId(0, 2259)], stop));
        await using var second = new UaServer(first.EndPoint, "urn:a", space, time);
        second.Start();
        Assert.Equal([StatusCodes.Good], await client.ReadAsync([new NodeId(0, 2259)], stop));
    }
}
