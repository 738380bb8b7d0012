using System.Net;
using OtEdge.Conduits.OpcUa.Judging;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;
using OtEdge.Tests.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa;

/// <summary>Reads that come again and again are not judged node by node, and nobody can tell.</summary>
public sealed class PollMemoryTests
{
    private static readonly string[] Namespaces = ["http://opcfoundation.org/UA/", "urn:server", NodePolicy.Uri];
    private static readonly RuleSet Rules = new NodePolicy().Rule("open", OperationClasses.Read | OperationClasses.Browse, "Open*").Rules;
    private static readonly RuleSet Strict = new NodePolicy().Rule("other", OperationClasses.Read, "Other*").Rules;
    private readonly FlowLog flows = new();
    private uint requestId = 1000;

    [Fact]
    public void A_poll_is_recognised_from_its_third_time_on_and_every_time_is_recorded()
    {
        UaRig rig = Polling(ConduitMode.Enforce, Rules, "s=Open1", "s=Open2");

        Assert.True(rig.Context.Polls.Bytes > 0);
        for (int i = 0; i < 40; i++)
        {
            Assert.Equal("asked", Ask(rig, "s=Open1", "s=Open2"));
        }

        rig.Drain(flows);
        FlowCount[] reads = [.. flows.Reads.Where(count => count.Class == OperationClass.Read)];
        Assert.Equal([43L, 43L], reads.GroupBy(count => count.Deed!.NodeWords).Select(node => node.Sum(count => count.Times)));
        Assert.All(reads, count => Assert.Equal((VerdictWord.Allowed, 0), (count.LastVerdict, count.LastDecision.Rule)));
        Assert.Equal(0, flows.Lost);
    }

    [Fact]
    public void Other_rules_hold_for_it_at_once()
    {
        UaRig rig = Polling(ConduitMode.Enforce, Rules, "s=Open1");

        rig.Context.Snapshot = Policies.Snapshot(ConduitMode.Enforce, new NodePolicy().Rule("other", OperationClasses.Read, "Other*").Rules);

        Assert.Equal("refused", Ask(rig, "s=Open1"));
        rig.Context.Snapshot = Policies.Snapshot(ConduitMode.Enforce, Rules);
        Assert.Equal("asked", Ask(rig, "s=Open1"));
    }

    [Fact]
    public void What_is_forbidden_or_told_is_judged_each_time()
    {
        UaRig rig = Polling(ConduitMode.Monitor, Rules, "s=Open1", "s=Secret");
        long before = rig.Context.Counters.Read().WouldBeRefused;

        Ask(rig, "s=Open1", "s=Secret");

        Assert.Equal(before + 1, rig.Context.Counters.Read().WouldBeRefused);
        Assert.Equal(0, rig.Context.Polls.Bytes);
    }

    [Fact]
    public void A_rate_is_counted_each_time()
    {
        RuleSet rules = new NodePolicy().With(new Rule
        {
            Id = "rated",
            Classes = OperationClasses.Read,
            Nodes = new NodeTerms { Nodes = [NodePolicy.Pattern("Rated")] },
            Rate = new RateLimit(5, TimeSpan.FromMinutes(1)),
        }).Rules;
        UaRig rig = Polling(ConduitMode.Enforce, rules, "s=Rated");

        Assert.Equal(["asked", "asked", "refused"], [Ask(rig, "s=Rated"), Ask(rig, "s=Rated"), Ask(rig, "s=Rated")]);
    }

    [Fact]
    public void A_rule_that_ends_is_told_within_a_second()
    {
        RuleSet rules = new NodePolicy().With(new Rule
        {
            Id = "soon",
            Classes = OperationClasses.Read,
            Nodes = new NodeTerms { Nodes = [NodePolicy.Pattern("Open*")] },
            Expires = DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(10),
        }).Rules;
        UaRig rig = Polling(ConduitMode.Enforce, rules, "s=Open1");

        rig.Loop.Pass(TimeSpan.FromSeconds(11));
        Ask(rig, "s=Open1");

        rig.Loop.Turn();
        Assert.Contains(rig.Loop.Findings, finding => finding.Kind == FindingKind.ExpiredRule);
    }

    [Fact]
    public void An_alias_that_is_given_later_is_no_way_around()
    {
        UaRig rig = Polling(ConduitMode.Enforce, Rules, "s=Open1");

        rig.Ask(200, Messages.Register(2, "s=Open2"));
        rig.Answer(200, Messages.Registered(77));
        rig.Asked();
        rig.Answered();

        Assert.Equal("asked", Ask(rig, "s=Open1"));
        rig.Ask(201, Messages.Read(1, "i=77"));
        Assert.Single(rig.Asked());
    }

    [Fact]
    public void A_node_that_becomes_an_alias_is_judged_as_what_it_stands_for()
    {
        UaRig rig = Polling(ConduitMode.Enforce, new NodePolicy().Rule("read", OperationClasses.Read, "Open*").Rule("browse", OperationClasses.Browse).Rules, "s=Open1");

        rig.Ask(200, Messages.Register(2, "s=Hidden"));
        rig.Answer(200, Messages.Reply(ServiceType.RegisterNodes, writer =>
        {
            writer.Int32(1);
            writer.NodeId(new NodeIdRef(OtEdge.OpcUa.Types.NodeIdKind.String, 2, "Open1"u8));
        }));
        rig.Asked();
        rig.Answered();

        Assert.Equal("refused", Ask(rig, "s=Open1"));
    }

    [Fact]
    public void A_candidate_beside_the_rules_sees_every_one()
    {
        UaRig rig = Polling(ConduitMode.Enforce, Rules, "s=Open1");
        rig.Context.Snapshot = new ConduitSnapshot(2, rig.Context.Posture) { Shadow = Strict };

        for (int i = 0; i < 5; i++)
        {
            Ask(rig, "s=Open1");
        }

        Assert.Equal(5, rig.Context.ShadowTotals.WouldBeRefused);
    }

    [Fact]
    public void Other_namespaces_of_the_server_hold_for_it_at_once()
    {
        UaRig rig = Polling(ConduitMode.Enforce, Rules, "s=Open1");

        rig.Ask(200, Messages.Read(0, "i=2255"));
        rig.Asked();
        rig.Answer(200, Messages.NamespacesRead("http://opcfoundation.org/UA/", NodePolicy.Uri, "urn:server"));
        rig.Answered();

        Assert.Equal("refused", Ask(rig, "s=Open1"));
    }

    [Fact]
    public void What_comes_once_or_is_never_the_same_is_not_kept()
    {
        UaRig rig = new UaRig(ConduitMode.Enforce, Rules).WithSession(Namespaces);
        for (int i = 0; i < 3000; i++)
        {
            Ask(rig, $"s=Open{i}");
        }

        Assert.Equal(0, rig.Context.Polls.Bytes);
    }

    [Fact]
    public void More_polls_than_there_is_room_for_are_judged_as_ever()
    {
        UaRig rig = new UaRig(ConduitMode.Enforce, Rules).WithSession(Namespaces);
        const int Polls = 3000, Rounds = 4;
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < Polls; i++)
            {
                Assert.Equal("asked", Ask(rig, $"s=Open{i}"));
            }

            rig.Drain(flows);
        }

        Assert.InRange(rig.Context.Polls.Bytes, 1, 1024 * 200);
        Assert.Equal(Polls * Rounds, flows.Reads.Where(count => count.Class == OperationClass.Read).Sum(count => count.Times) + flows.Lost);
    }

    [Fact]
    public void Values_are_learned_from_its_answers()
    {
        UaRig rig = Polling(ConduitMode.Enforce, Rules, "s=Open1");
        Assert.True(NodeIdentity.TryParse($"nsu={NodePolicy.Uri};s=Open1", out NodeIdentity node));
        rig.Context.Recorder!.Nodes = new OtEdge.Conduits.Recording.NodeWatch([new OtEdge.Conduits.Recording.WatchedNode("line.speed", node)]);

        rig.Ask(200, Messages.Read(2, "s=Open1"));
        rig.Answer(200, Messages.ValuesRead(17));

        rig.Context.Recorder.Tell(flows);
        Assert.Equal(17d, Assert.Single(flows.Readings).Reading.Number);
    }

    [Fact]
    public void It_allocates_nothing()
    {
        Assert.True(ServiceRequest.TryRead(Messages.Read(2, [.. Enumerable.Range(0, 100).Select(i => $"s=Open{i}")]), out ServiceRequest request).IsNone);
        var memory = new PollMemory(null);
        Posture posture = Policies.Snapshot(ConduitMode.Enforce, Rules).At(0);
        (NodeClient Client, NamespaceTable Namespaces) asked = (new NodeClient(new ClientIdentity(IPAddress.Loopback)), new NamespaceTable(Namespaces));
        ReadOnlySpan<byte> parameters = request.Body[request.ParametersStart..];
        Assert.Null(memory.Find(parameters, asked, posture, 0));
        Assert.Null(memory.Find(parameters, asked, posture, 0));
        memory.Add(new PollItem(default, new Decision(DecisionReason.Allowed)));
        memory.Remember(request.Body, request.ParametersStart, asked, 0);
        Assert.NotNull(memory.Find(parameters, asked, posture, 0));
        long before = GC.GetAllocatedBytesForCurrentThread();

        bool isKnown = true;
        for (int i = 0; i < 10_000; i++)
        {
            isKnown &= memory.Find(parameters, asked, posture, 0) is not null;
        }

        Assert.True(isKnown);

        // What the runtime makes once is no cost of a poll; the smallest object each time would be 240,000 bytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024);
    }

    private UaRig Polling(ConduitMode mode, RuleSet rules, params string[] nodes)
    {
        UaRig rig = new UaRig(mode, rules).WithSession(Namespaces);
        for (int i = 0; i < 3; i++)
        {
            Ask(rig, nodes);
        }

        return rig;
    }

    private string Ask(UaRig rig, params string[] nodes)
    {
        rig.Ask(++requestId, Messages.Read(2, nodes));
        if (rig.Asked().Count == 1)
        {
            rig.Answer(requestId, Messages.ReadAnswer(nodes.Length));
            rig.Answered();
            return "asked";
        }

        uint status = Assert.Single(Messages.Statuses(Assert.Single(rig.Answered()).Body, ServiceType.Read));
        return status is StatusCodes.BadUserAccessDenied or StatusCodes.BadTooManyOperations ? "refused" : $"{status:X}";
    }
}
