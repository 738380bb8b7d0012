using OtEdge.Conduits.OpcUa;
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
    private static readonly RuleSet Wider = new NodePolicy().Rule("open", OperationClasses.Read | OperationClasses.Subscribe, "Open*").Rule("hid", OperationClasses.Subscribe, "Hid*").Rules;

    [Fact]
    public void Enforcing_silences_the_items_that_the_rules_forbid_and_only_they()
    {
        UaRig rig = Watching(ConduitMode.Monitor, "Open1", "Secret", "Open2", "Hidden");

        Enforce(rig);
        rig.Answer(1, []);

        (uint id, byte[] body) = Assert.Single(rig.Asked());
        Assert.Equal([2u, 4u], Silenced(body));
        rig.Answered();
        rig.Answer(id, Done(0, 0));
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
        Assert.Equal(([1u], 300u), (Silenced(asked[0].Body), asked[1].RequestId), (x, y) => x.Item1.SequenceEqual(y.Item1) && x.Item2 == y.Item2);
        rig.Answer(asked[0].RequestId, Done(0));
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
        Assert.True(!ends || Silenced(asked[0].Body) is [2]);
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

        Assert.Equal([1u], Silenced(Assert.Single(rig.Asked()).Body));
    }

    [Fact]
    public void A_session_whose_begin_was_not_seen_is_told_because_its_items_cannot_be_reviewed()
    {
        UaRig rig = Subscribed(ConduitMode.Monitor);
        byte[] again = Messages.ActivateSession();
        byte[] token = [1, 1, 0x67, 0x12];
        again[again.AsSpan().IndexOf(token) + 2]++;
        Told(rig);

        rig.Ask(400, again);
        rig.Answer(400, Messages.SessionActivated());
        rig.Ask(401, Messages.ActivateSession());
        rig.Answer(401, Messages.SessionActivated());

        rig.Loop.Turn();
        Assert.Single(rig.Loop.Findings, finding => finding.Kind == FindingKind.SessionUnseen);
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
        rig.Answer(220, Messages.Results(ServiceType.DeleteMonitoredItems, 0));
        rig.Asked();
        Enforce(rig);
        rig.Answer(1, []);

        Assert.Equal([2u], Silenced(Assert.Single(rig.Asked()).Body));
    }

    [Fact]
    public void What_was_silenced_speaks_again_in_its_own_mode_when_the_rules_go_back_and_nothing_is_told_twice()
    {
        UaRig rig = Watching(ConduitMode.Monitor, "Open1", "Secret", "Hidden");
        rig.Ask(220, Mode(1, 3));
        rig.Answer(220, Done(0));
        rig.Asked();
        Enforce(rig);
        rig.Answer(1, []);
        rig.Answer(Assert.Single(rig.Asked()).RequestId, Done(0, 0));
        Told(rig);
        rig.Context.Snapshot = Policies.Snapshot(ConduitMode.Enforce, Wider);
        rig.Answer(1, []);
        (uint id, byte[] body) = Assert.Single(rig.Asked());
        Assert.Equal([3u], Switched(body, 1));
        rig.Answer(id, Done(0));
        Assert.Empty(Told(rig));

        rig.Context.Snapshot = Policies.Snapshot(ConduitMode.Monitor, Rules);
        rig.Answer(1, []);

        Assert.Equal([2u], Switched(Assert.Single(rig.Asked()).Body, ItemSwitch.Reporting));
        rig.Answer(1, []);
        Assert.Empty(rig.Asked());
        Assert.False(rig.Client.IsLetGo);
    }

    [Fact]
    public void The_client_cannot_make_a_silenced_item_speak()
    {
        UaRig rig = Watching(ConduitMode.Monitor, "Open1", "Secret");
        Enforce(rig);
        rig.Answer(1, []);
        rig.Answer(Assert.Single(rig.Asked()).RequestId, Done(0));
        rig.Answered();

        rig.Ask(230, Mode(2, 1, 2));
        Assert.Empty(rig.Asked());
        Assert.Equal([StatusCodes.BadUserAccessDenied], Messages.Statuses(Assert.Single(rig.Answered()).Body, ServiceType.SetMonitoringMode));

        rig.Ask(231, Mode(0, 2));
        rig.Ask(232, Mode(2, 1));
        Assert.Equal([231u, 232u], rig.Asked().Select(asked => asked.RequestId));
    }

    [Theory]
    [InlineData(StatusCodes.BadUserAccessDenied, true)]
    [InlineData(StatusCodes.BadMonitoredItemIdInvalid, false)]
    public void A_server_that_does_not_end_an_item_loses_the_connection(uint status, bool isClosed)
    {
        UaRig rig = Watching(ConduitMode.Monitor, "Secret");
        Enforce(rig);
        rig.Answer(1, []);

        rig.Answer(Assert.Single(rig.Asked()).RequestId, Done(status));

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
        Assert.Equal(names.Length, asked.Sum(request => Silenced(request.Body).Length));
        Assert.Equal([500, 500, 200], asked.Select(request => Silenced(request.Body).Length));
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

    private static byte[] Mode(uint mode, params uint[] items) => Messages.Service((uint)ServiceType.SetMonitoringMode, writer =>
    {
        writer.UInt32(Subscription);
        writer.UInt32(mode);
        writer.Int32(items.Length);
        Array.ForEach(items, writer.UInt32);
    });

    private static void Enforce(UaRig rig) => rig.Context.Snapshot = Policies.Snapshot(ConduitMode.Enforce, Rules);

    private static byte[] Done(params uint[] statuses) => Messages.Results(ServiceType.SetMonitoringMode, statuses);

    private static uint[] Silenced(byte[] body) => Switched(body, ItemSwitch.Disabled);

    private static uint[] Switched(byte[] body, uint mode)
    {
        Assert.True(ServiceRequest.TryRead(body, out ServiceRequest request).IsNone);
        Assert.Equal(ServiceType.SetMonitoringMode, request.Service);
        var items = new RequestItems(request);
        Assert.Equal((Subscription, mode), (items.Terms.SubscriptionId, items.Terms.MonitoringMode));
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
