using System.Text;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;
using OtEdge.Tests.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa;

/// <summary>Ways around an allow-list, and what a client and a server see of a conduit that reads along.</summary>
public sealed class TransparentSessionTests
{
    private const uint Denied = StatusCodes.BadUserAccessDenied;
    private static readonly string[] Namespaces = ["http://opcfoundation.org/UA/", "urn:server", NodePolicy.Uri];
    private static readonly RuleSet Rules = new NodePolicy().Rule("open", OperationClasses.Read | OperationClasses.Browse, "Open*").Rules;

    [Fact]
    public void A_forbidden_slot_is_refused_and_numbers_stay_right_both_ways()
    {
        UaRig rig = Enforcing();
        rig.Ask(200, Messages.Read(2, "s=Open1", "s=Secret", "s=Open2"));
        (uint id, byte[] body) = Assert.Single(rig.Asked());
        Assert.Equal((200u, Messages.Read(2, "s=Open1", "s=Open2")), (id, body), SameMessage);
        rig.Answer(200, Messages.ReadAnswer(2));
        Assert.Equal([0, Denied, 0], Messages.Statuses(Assert.Single(rig.Answered()).Body, ServiceType.Read));

        rig.Ask(201, Messages.Read(2, "s=Secret", "s=Secret"));
        Assert.Empty(rig.Asked());
        Assert.Equal([Denied, Denied], Messages.Statuses(Assert.Single(rig.Answered()).Body, ServiceType.Read));

        rig.Ask(202, Messages.Read(2, "s=Open1"));
        Assert.Single(rig.Asked());
        rig.Answer(202, Messages.ReadAnswer(1));
        Assert.Equal([0], Messages.Statuses(Assert.Single(rig.Answered()).Body, ServiceType.Read));
    }

    [Fact]
    public void Monitoring_lets_everything_pass_and_tells()
    {
        UaRig rig = new UaRig(ConduitMode.Monitor, Rules).WithSession(Namespaces);
        rig.Ask(200, Messages.Read(2, "s=Open1", "s=Secret"));
        Assert.Equal(Messages.Read(2, "s=Open1", "s=Secret"), Assert.Single(rig.Asked()).Body);
        rig.Loop.Turn();
        Assert.Contains(rig.Loop.Findings, finding => finding is { Kind: FindingKind.Refusal, Verdict: VerdictWord.WouldBeRefused });

        byte[][] odd = [[.. Messages.Read(2, "s=Open1"), 0], Messages.Service(uint.MaxValue)];
        rig.Ask(201, odd[0]);
        rig.Ask(202, odd[1]);
        Assert.Equal(odd, rig.Asked().Select(asked => asked.Body));
        rig.Loop.Turn();
        Assert.Contains(rig.Loop.Findings, finding => finding is { Kind: FindingKind.MalformedRequest, Verdict: VerdictWord.WouldBeRefused });
        Assert.Contains(rig.Loop.Findings, finding => finding.Deed?.Service == unchecked((OpcUaService)uint.MaxValue));
    }

    [Fact]
    public void The_server_is_asked_for_its_namespaces_and_rules_follow_them()
    {
        UaRig rig = Enforcing();
        Assert.True(ServiceRequest.TryRead(rig.OwnQuestion, out ServiceRequest question).IsNone);
        var items = new RequestItems(question);
        Assert.True(items.MoveNext() && items.Current.Node.IsStandard(2255));

        UaRig moved = new UaRig(ConduitMode.Enforce, Rules).WithSession("http://opcfoundation.org/UA/", NodePolicy.Uri, "urn:other");
        moved.Ask(200, Messages.Read(2, "s=Open1"));
        Assert.Equal([Denied], Messages.Statuses(Assert.Single(moved.Answered()).Body, ServiceType.Read));
        moved.Ask(201, Messages.Read(1, "s=Open1"));
        Assert.Single(moved.Asked());
    }

    [Fact]
    public void What_namespaces_the_server_has_is_told_and_its_answers_are_counted_with_its_faults()
    {
        UaRig rig = Enforcing();
        foreach (uint requestId in (uint[])[198, 199])
        {
            rig.Ask(requestId, Messages.Read(0, "i=2255"));
            rig.Answer(requestId, Messages.NamespacesRead([.. Namespaces, "urn:new"]));
        }

        rig.Loop.Turn();
        string first = string.Join(' ', Namespaces);
        Assert.Equal(
            [first, $"{first} urn:new"],
            rig.Loop.Findings.Where(finding => finding.Kind == FindingKind.DeviceChanged).Select(finding => Encoding.UTF8.GetString(finding.Data)));

        TrafficTotals before = rig.Context.Counters.Read();
        long timed = rig.Context.AnswerTimes.Read().Passages;
        rig.Ask(200, Messages.Read(2, "s=Open1"));
        rig.Answer(200, Messages.ReadAnswer(1));
        rig.Ask(201, Messages.Read(2, "s=Open1"));
        var fault = new UaWriter();
        ResponseMerge.WriteFault(fault, 1, StatusCodes.BadUnknownResponse, timestamp: 0);
        rig.Answer(201, fault.Written.ToArray());

        TrafficTotals after = rig.Context.Counters.Read();
        Assert.Equal((2, 1), (after.Replies - before.Replies, after.Exceptions - before.Exceptions));
        Assert.Equal(2, rig.Context.AnswerTimes.Read().Passages - timed);
    }

    [Fact]
    public void An_alias_stands_for_its_node_and_a_forbidden_node_gets_none()
    {
        UaRig rig = Enforcing();
        rig.Ask(200, Messages.Register(2, "s=Open1", "s=Secret"));
        Assert.Equal(Messages.Register(2, "s=Open1"), Assert.Single(rig.Asked()).Body);
        rig.Answer(200, Messages.Registered(77));
        rig.Answered();
        rig.Ask(201, Messages.Read(1, "i=77"));
        Assert.Single(rig.Asked());
        rig.Ask(202, Messages.Read(1, "i=78"));
        Assert.Empty(rig.Asked());
        Assert.Equal([Denied], Messages.Statuses(Assert.Single(rig.Answered()).Body, ServiceType.Read));
    }

    [Fact]
    public void A_request_in_tiny_chunks_is_judged_as_a_whole()
    {
        UaRig rig = Enforcing();
        rig.Ask(200, Messages.Read(2, "s=Secret"), chunkBytesMax: 25);
        Assert.Empty(rig.Asked());
        Assert.Equal([Denied], Messages.Statuses(Assert.Single(rig.Answered()).Body, ServiceType.Read));
        rig.Ask(201, Messages.Read(2, "s=Open1"), chunkBytesMax: 25);
        Assert.Equal(Messages.Read(2, "s=Open1"), Assert.Single(rig.Asked()).Body);
    }

    [Fact]
    public void Bytes_behind_a_request_and_services_that_are_not_known_are_refused()
    {
        UaRig rig = Enforcing();
        rig.Ask(200, [.. Messages.Read(2, "s=Open1"), 0]);
        Assert.Equal([StatusCodes.BadDecodingError], Messages.Statuses(Assert.Single(rig.Answered()).Body, ServiceType.Read));
        foreach (uint service in new uint[] { 15903, 615, 437, 9999, 631 + 100_000, uint.MaxValue - 1000 })
        {
            rig.Ask(300 + service, Messages.Service(service));
            Assert.Equal([Denied], Messages.Statuses(Assert.Single(rig.Answered()).Body, ServiceType.Read));
        }

        rig.Ask(201, Messages.Service((uint)ServiceType.BrowseNext, writer =>
        {
            writer.Boolean(false);
            writer.Int32(1);
            writer.String("stolen"u8);
        }));
        Assert.Equal([Denied], Messages.Statuses(Assert.Single(rig.Answered()).Body, ServiceType.BrowseNext));
        Assert.Empty(rig.Asked());
    }

    [Fact]
    public void A_subscription_is_taken_over_only_by_the_client_that_made_it()
    {
        RuleSet rules = new NodePolicy().Rule("open", OperationClasses.Read | OperationClasses.Subscribe, "Open*").Rules;
        UaRig rig = new UaRig(ConduitMode.Enforce, rules).WithSession(Namespaces);
        rig.Ask(200, Messages.Service((uint)ServiceType.TransferSubscriptions, Transfer));
        Assert.Equal([Denied], Messages.Statuses(Assert.Single(rig.Answered()).Body, ServiceType.TransferSubscriptions));
        rig.Ask(201, Messages.Service((uint)ServiceType.CreateSubscription, writer => writer.Room(22).Clear()));
        Assert.Single(rig.Asked());
        rig.Answer(201, Messages.Created(7));
        rig.Answered();
        rig.Ask(202, Messages.Service((uint)ServiceType.TransferSubscriptions, Transfer));
        Assert.Equal(202u, Assert.Single(rig.Asked()).RequestId);

        static void Transfer(UaWriter writer)
        {
            writer.Int32(1);
            writer.UInt32(7);
            writer.Boolean(true);
        }
    }

    [Fact]
    public void An_answer_that_nobody_asked_for_reaches_nobody()
    {
        UaRig rig = Enforcing();
        rig.Answer(999, Messages.ReadAnswer(1));
        Assert.Empty(rig.Answered());
        rig.Ask(200, Messages.Read(2, "s=Open1"));
        rig.Answer(200, Messages.ReadAnswer(1));
        Assert.Equal(200u, Assert.Single(rig.Answered()).RequestId);
    }

    [Fact]
    public void A_server_that_answers_with_too_few_results_ends_the_connection()
    {
        UaRig rig = Enforcing();
        rig.Ask(200, Messages.Read(2, "s=Open1", "s=Secret", "s=Open2"));
        rig.Answer(200, Messages.ReadAnswer(1));
        Assert.True(rig.Client.IsLetGo);
        Assert.Equal("ERR", System.Text.Encoding.ASCII.GetString(UaRig.Sent(rig.Client).AsSpan(0, 3)));
    }

    [Fact]
    public void Two_requests_with_one_id_at_once_are_refused()
    {
        UaRig rig = Enforcing();
        rig.Ask(200, Messages.Read(2, "s=Open1"));
        rig.Ask(200, Messages.Read(2, "s=Open2"));
        Assert.True(rig.Client.IsLetGo);

        UaRig monitored = new UaRig(ConduitMode.Monitor, Rules).WithSession(Namespaces);
        monitored.Ask(200, Messages.Read(2, "s=Open1"));
        monitored.Ask(200, Messages.Read(2, "s=Open2"));
        Assert.Equal([200u, 200u], monitored.Asked().Select(asked => asked.RequestId));
        Assert.False(monitored.Client.IsLetGo);
    }

    [Fact]
    public void A_long_message_before_there_is_a_session_is_refused()
    {
        var rig = new UaRig(ConduitMode.Enforce, Rules);
        rig.Client.Arrive([.. "HELF"u8, .. BitConverter.GetBytes(1 << 20)]);
        Assert.True(rig.Client.IsLetGo);
        Assert.Equal("ERR", System.Text.Encoding.ASCII.GetString(UaRig.Sent(rig.Client).AsSpan(0, 3)));
    }

    private static UaRig Enforcing() => new UaRig(ConduitMode.Enforce, Rules).WithSession(Namespaces);

    private static bool SameMessage((uint Id, byte[] Body) x, (uint Id, byte[] Body) y) => x.Id == y.Id && x.Body.AsSpan().SequenceEqual(y.Body);
}
