using OtEdge.Conduits.Recording;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Services;
using OtEdge.Tests.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa;

/// <summary>Process values that are OPC UA nodes are seen in what passes.</summary>
public sealed class NodeWatchTests
{
    private const uint Subscription = 7;
    private static readonly string[] Namespaces = ["http://opcfoundation.org/UA/", "urn:server", NodePolicy.Uri];
    private static readonly RuleSet Rules = new NodePolicy().Rule("open", OperationClasses.Read | OperationClasses.Subscribe, "Open*").Rules;
    private readonly UaRig rig = new UaRig(ConduitMode.Monitor, Rules).WithSession(Namespaces);
    private readonly FlowLog log = new();

    public NodeWatchTests()
    {
        Assert.True(NodeIdentity.TryParse($"nsu={NodePolicy.Uri};s=Open1", out NodeIdentity node));
        rig.Context.Recorder!.Nodes = new NodeWatch([new WatchedNode("line.speed", node)]);
    }

    [Fact]
    public void A_value_that_a_client_reads_is_told()
    {
        rig.Ask(200, Messages.Read(2, "s=Open2", "s=Open1"));
        rig.Answer(200, Messages.ValuesRead(5, 6));

        Assert.Equal(("line.speed", 6d), Told());
    }

    [Fact]
    public void A_value_of_another_namespace_is_not()
    {
        rig.Ask(200, Messages.Read(1, "s=Open1"));
        rig.Answer(200, Messages.ValuesRead(6));

        Assert.Empty(All());
    }

    [Fact]
    public void A_value_under_an_alias_is_told()
    {
        rig.Ask(200, Messages.Register(2, "s=Open1"));
        rig.Answer(200, Messages.Registered(4711));
        rig.Ask(201, Messages.Read(1, "i=4711"));
        rig.Answer(201, Messages.ValuesRead(6));

        Assert.Equal(("line.speed", 6d), Told());
    }

    [Fact]
    public void A_data_change_is_told_by_the_item_that_it_belongs_to()
    {
        Watch("s=Open2", "s=Open1");
        Publish((1, 1d), (2, 2d));
        Assert.Equal(("line.speed", 2d), Told());

        Publish((1, 3d));
        Assert.Empty(All());
    }

    [Fact]
    public void A_number_that_a_client_gives_to_another_item_tells_nothing_of_the_first()
    {
        Watch("s=Open1");
        rig.Ask(211, Messages.Watch(Subscription, 2, "s=Open2"));
        rig.Answer(211, Messages.Watched(9));
        Publish((1, 3d));

        Assert.Empty(All());
    }

    [Fact]
    public void A_bad_value_is_told_as_bad()
    {
        Watch("s=Open1");
        Publish((1, double.NaN));

        TagReading reading = Assert.Single(All()).Reading;
        Assert.True(reading is { Number: null, Word: null });
    }

    [Fact]
    public void A_value_that_stays_is_told_again_after_two_seconds()
    {
        Watch("s=Open1");
        Publish((1, 3d));
        Told();
        Publish((1, 3d));
        Assert.Empty(All());
        rig.Time.Advance(TimeSpan.FromSeconds(3));
        rig.Loop.Turn();
        Publish((1, 3d));

        Assert.Equal(("line.speed", 3d), Told());
    }

    private void Watch(params string[] names)
    {
        rig.Ask(200, Messages.Service((uint)ServiceType.CreateSubscription, writer => writer.Room(22).Clear()));
        rig.Answer(200, Messages.Created(Subscription));
        rig.Ask(210, Messages.Watch(Subscription, 2, names));
        rig.Answer(210, Messages.Watched([.. Enumerable.Range(1, names.Length).Select(i => (uint)i)]));
    }

    private void Publish(params (uint Handle, double Value)[] changes)
    {
        rig.Ask(300, Messages.Service((uint)ServiceType.Publish, writer => writer.Int32(0)));
        rig.Answer(300, Messages.Published(Subscription, changes));
    }

    private (string Tag, double? Number) Told()
    {
        (string tag, TagReading reading) = Assert.Single(All());
        return (tag, reading.Number);
    }

    private List<(string Tag, TagReading Reading)> All()
    {
        log.Readings.Clear();
        rig.Context.Recorder!.Tell(log);
        return log.Readings;
    }
}
