using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;
using OtEdge.Tests.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa;

/// <summary>What becomes of monitored items when other rules hold.</summary>
public sealed class ItemReviewTests
{
    private const uint Subscription = 7;
    private static readonly string[] Namespaces = ["http://opcfoundation.org/UA/", "urn:server", NodePolicy.Uri];
    private static readonly RuleSet Rules = new NodePolicy().Rule("open", OperationClasses.Read | OperationClasses.Subscribe, "Open*").Rules;

    [Fact]
    public void Enforcing_ends_the_items_that_the_rules_forbid_and_only_they()
    {
        UaRig rig = Watching(ConduitMode.Monitor, "Open1", "Secret", "Open2", "Hidden");

        Enforce(rig);
        rig.Answer(1, []);

        (uint id, byte[] body) = Assert.Single(rig.Asked());
        Assert.Equal([2u, 4u], Ended(body));
        rig.Answered();
        rig.Answer(id, Deleted(0, 0));
        Assert.Empty(rig.Answered());
        Assert.False(rig.Client.IsLetGo);
        Assert.Equal(2, Told(rig).Count(finding => finding is { Verdict: VerdictWord.Refused, Detail: not null }));
        rig.Answer(1, []);
        Assert.Empty(rig.Asked());
    }

    [Fact]
    public void The_next_request_of_the_client_is_soon_enough_and_its_answer_is_its_own()
    {
        UaRig rig = Watching(ConduitMode.Monitor, "Secret");
        Enforce(rig);

        rig.Ask(300, Messages.Read(2, "s=Open1"));

        List<(uint RequestId, byte[] Body)> asked = rig.Asked();
        Assert.Equal(([1u], 300u), (Ended(asked[0].Body), asked[1].RequestId), (x, y) => x.Item1.SequenceEqual(y.Item1) && x.Item2 == y.Item2);
        rig.Answer(asked[0].RequestId, Deleted(0));
        rig.Answer(300, Messages.ReadAnswer(1));
        Assert.Equal(300u, Assert.Single(rig.Answered()).RequestId);
    }

    [Fact]
    public void Monitoring_only_tells_what_other_rules_would_end()
    {
        UaRig rig = Watching(ConduitMode.Observe, "Open1", "Secret");
        rig.Context.Snapshot = Policies.Snapshot(ConduitMode.Monitor, Rules);

        rig.Ask(300, Messages.Read(2, "s=Open1"));

        Assert.Equal(300u, Assert.Single(rig.Asked()).RequestId);
        Assert.Single(Told(rig), finding => finding.Verdict == VerdictWord.WouldBeRefused);
    }

    [Theory]
    [InlineData(ConduitMode.Observe, true)]
    [InlineData(ConduitMode.Monitor, true)]
    [InlineData(ConduitMode.Bypass, false)]
    public void A_pin_ends_items_in_every_mode_but_bypass(ConduitMode mode, bool ends)
    {
        UaRig rig = Watching(ConduitMode.Observe, "Open1", "Secret");
        rig.Context.Snapshot = Policies.Snapshot(mode, new NodePolicy().Pin("secret", OperationClasses.Subscribe, "Secret").Rules);

        rig.Ask(300, Messages.Read(2, "s=Open1"));

        List<(uint RequestId, byte[] Body)> asked = rig.Asked();
        Assert.Equal(ends ? 2 : 1, asked.Count);
        Assert.True(!ends || Ended(asked[0].Body) is [2]);
    }

    [Fact]
    public void An_item_that_is_made_while_the_rules_change_is_judged_by_the_new_ones()
    {
        UaRig rig = Subscribed(ConduitMode.Monitor);
        rig.Ask(210, Messages.Watch(Subscription, 2, "s=Secret"));
        rig.Asked();
        Enforce(rig);
        rig.Ask(300, Messages.Read(2, "s=Open1"));
        rig.Asked();

        rig.Answer(210, Messages.Watched(1));

        Assert.Equal([1u], Ended(Assert.Single(rig.Asked()).Body));
    }

    [Fact]
    public void Items_that_have_ended_are_not_ended_again()
    {
        UaRig rig = Watching(ConduitMode.Monitor, "Secret", "Hidden");
        rig.Ask(220, Messages.Service((uint)ServiceType.DeleteMonitoredItems, writer =>
        {
            writer.UInt32(Subscription);
            writer.Int32(1);
            writer.UInt32(1);
        }));
        rig.Answer(220, Deleted(0));
        rig.Asked();
        Enforce(rig);
        rig.Answer(1, []);

        Assert.Equal([2u], Ended(Assert.Single(rig.Asked()).Body));
    }

    [Theory]
    [InlineData(StatusCodes.BadUserAccessDenied, true)]
    [InlineData(StatusCodes.BadMonitoredItemIdInvalid, false)]
    public void A_server_that_does_not_end_an_item_loses_the_connection(uint status, bool isClosed)
    {
        UaRig rig = Watching(ConduitMode.Monitor, "Secret");
        Enforce(rig);
        rig.Answer(1, []);

        rig.Answer(Assert.Single(rig.Asked()).RequestId, Deleted(status));

        Assert.Equal(isClosed, rig.Client.IsLetGo);
    }

    [Fact]
    public void Many_items_end_in_requests_that_every_server_takes()
    {
        UaRig rig = Subscribed(ConduitMode.Monitor);
        string[] names = [.. Enumerable.Range(0, 1_200).Select(i => $"s=Secret{i}")];
        rig.Ask(210, Messages.Watch(Subscription, 2, names), chunkBytesMax: 8192);
        rig.Asked();
        rig.Answer(210, Messages.Watched([.. Enumerable.Range(1, names.Length).Select(i => (uint)i)]));
        rig.Answered();
        Enforce(rig);
        rig.Answer(1, []);

        List<(uint RequestId, byte[] Body)> asked = rig.Asked();
        Assert.Equal(names.Length, asked.Sum(request => Ended(request.Body).Length));
        Assert.Equal([500, 500, 200], asked.Select(request => Ended(request.Body).Length));
        Assert.Equal(3, asked.Select(request => request.RequestId).Distinct().Count());
    }

    private static UaRig Subscribed(ConduitMode mode)
    {
        UaRig rig = new UaRig(mode, Rules).WithSession(Namespaces);
        rig.Ask(200, Messages.Service((uint)ServiceType.CreateSubscription, writer => writer.Room(22).Clear()));
        rig.Answer(200, Messages.Created(Subscription));
        rig.Asked();
        rig.Answered();
        return rig;
    }

    private static UaRig Watching(ConduitMode mode, params string[] names)
    {
        UaRig rig = Subscribed(mode);
        rig.Ask(210, Messages.Watch(Subscription, 2, [.. names.Select(name => $"s={name}")]));
        rig.Asked();
        rig.Answer(210, Messages.Watched([.. Enumerable.Range(1, names.Length).Select(i => (uint)i)]));
        rig.Answered();
        Told(rig);
        return rig;
    }

    private static void Enforce(UaRig rig) => rig.Context.Snapshot = Policies.Snapshot(ConduitMode.Enforce, Rules);

    private static byte[] Deleted(params uint[] statuses) => Messages.Results(ServiceType.DeleteMonitoredItems, statuses);

    private static uint[] Ended(byte[] body)
    {
        Assert.True(ServiceRequest.TryRead(body, out ServiceRequest request).IsNone);
        Assert.Equal(ServiceType.DeleteMonitoredItems, request.Service);
        var items = new RequestItems(request);
        Assert.Equal(Subscription, items.Terms.SubscriptionId);
        var ids = new List<uint>();
        while (items.MoveNext())
        {
            ids.Add(items.Current.Id);
        }

        Assert.True(items.Fault.IsNone);
        return [.. ids];
    }

    private static List<TrafficFinding> Told(UaRig rig)
    {
        rig.Loop.Turn();
        List<TrafficFinding> told = [.. rig.Loop.Findings.Where(finding => finding.Kind == FindingKind.Refusal)];
        rig.Loop.Findings.Clear();
        return told;
    }
}
