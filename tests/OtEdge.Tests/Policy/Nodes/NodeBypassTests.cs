using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Policy.Nodes;

/// <summary>Ways around an allow-list of nodes, each of which must lead nowhere.</summary>
public sealed class NodeBypassTests
{
    private static readonly NodePolicy Line = new NodePolicy()
        .Rule("reads", OperationClasses.Read | OperationClasses.Subscribe, "Line1.Speed")
        .Rule("writes", OperationClasses.Write, "Line1.Target", terms => terms with { Limits = [new NodeLimit { Min = 0, Max = 85 }] })
        .Rule("steps", OperationClasses.Write, "Line1.Ramp", terms => terms with { Limits = [new NodeLimit { Min = 0, Max = 85, MaxStep = 5 }] })
        .Method("start", "Line1", "Line1.Start");

    private static readonly NodeClient Anyone = new(new ClientIdentity(System.Net.IPAddress.Loopback, ""), UserIdentity.Anonymous);

    [Fact]
    public void A_namespace_that_moved_takes_its_rules_along()
    {
        NodeExample speed = NodePolicy.Example(OpcUaService.Read, "Line1.Speed");
        var before = new NamespaceTable([NamespaceTable.BaseUri, "urn:server", NodePolicy.Uri, "urn:other"]);
        var after = new NamespaceTable([NamespaceTable.BaseUri, "urn:server", "urn:other", NodePolicy.Uri]);
        NodeOperation asAsked = speed.ToOperation(before);

        Assert.True(Line.Rules.ForNodes(Anyone, before).Decide(asAsked, new JudgingMemory(), default).IsAllowed);
        Assert.False(Line.Rules.ForNodes(Anyone, after).Decide(asAsked, new JudgingMemory(), default).IsAllowed);
        Assert.True(Line.Rules.ForNodes(Anyone, after).Decide(speed.ToOperation(after), new JudgingMemory(), default).IsAllowed);
    }

    [Fact]
    public void Before_the_server_told_its_namespaces_only_rules_for_every_node_hold()
    {
        var asked = new NodeOperation { Service = OpcUaService.Read, Attribute = 13, Node = NodeSpan.Text(2, "Line1.Speed"u8) };

        Assert.False(Line.Rules.ForNodes(Anyone, NamespaceTable.Unknown).Decide(asked, new JudgingMemory(), default).IsAllowed);
        NodePolicy open = new NodePolicy().Rule("all", OperationClasses.Read);
        Assert.True(open.Rules.ForNodes(Anyone, NamespaceTable.Unknown).Decide(asked, new JudgingMemory(), default).IsAllowed);
    }

    [Theory]
    [InlineData(OpcUaService.AddNodes)]
    [InlineData(OpcUaService.AddReferences)]
    [InlineData(OpcUaService.DeleteNodes)]
    [InlineData(OpcUaService.QueryFirst)]
    [InlineData(OpcUaService.SessionlessInvoke)]
    [InlineData(OpcUaService.RegisterServer2)]
    [InlineData((OpcUaService)4711)]
    public void Services_that_act_on_nodes_by_other_ways_need_admin(OpcUaService service)
    {
        NodePolicy all = new NodePolicy().Rule("all", OperationClasses.All & ~OperationClasses.Admin);

        Assert.Equal(DecisionReason.Function, all.Decide(NodePolicy.Example(service, "Line1.Speed")).Reason);
    }

    [Fact]
    public void A_history_is_no_value_and_changing_it_keeps_to_no_limit()
    {
        Assert.Equal(DecisionReason.Function, Line.Decide(NodePolicy.Example(OpcUaService.HistoryRead, "Line1.Speed")).Reason);
        Assert.Equal(DecisionReason.Value, Line.Decide(NodePolicy.Example(OpcUaService.HistoryUpdate, "Line1.Target")).Reason);
    }

    [Fact]
    public void A_value_that_is_no_number_of_its_kind_is_refused()
    {
        NodeExample write = NodePolicy.Writing("Line1.Target", 50);

        Assert.True(Line.Decide(write).IsAllowed);
        Assert.Equal(DecisionReason.Value, Line.Decide(write with { ValueType = NodeValueType.String, Data = "50"u8.ToArray() }).Reason);
        Assert.Equal(DecisionReason.Value, Line.Decide(write with { ValueType = NodeValueType.Other, Data = default }).Reason);
        Assert.Equal(DecisionReason.Value, Line.Decide(write with { ValueType = NodeValueType.None, Data = default }).Reason);
        Assert.Equal(DecisionReason.Value, Line.Decide(write with { IsArray = true, Data = default }).Reason);
        Assert.Equal(DecisionReason.Value, Line.Decide(NodePolicy.Writing("Line1.Target", double.PositiveInfinity)).Reason);
        Assert.Equal(DecisionReason.Value, Line.Decide(write with { ValueType = NodeValueType.UInt64, Data = BitConverter.GetBytes(ulong.MaxValue) }).Reason);
        Assert.Equal(DecisionReason.Value, Line.Decide(write with { ValueType = NodeValueType.Int64, Data = BitConverter.GetBytes(-1L) }).Reason);
    }

    [Fact]
    public void A_value_with_a_bad_status_is_refused()
    {
        NodeOperation good = NodePolicy.Writing("Line1.Target", 50).ToOperation(NodePolicy.Writing("Line1.Target", 50).Namespaces());
        var bad = new NodeOperation
        {
            Service = good.Service,
            Node = good.Node,
            Attribute = good.Attribute,
            Value = new NodeValue { Type = good.Value.Type, Data = good.Value.Data, IsNotGood = true },
        };
        NodeRules rules = Line.Rules.ForNodes(Anyone, NodePolicy.Writing("Line1.Target", 50).Namespaces());

        Assert.True(rules.Decide(good, new JudgingMemory(), default).IsAllowed);
        Assert.Equal(DecisionReason.Value, rules.Decide(bad, new JudgingMemory(), default).Reason);
    }

    [Fact]
    public void Every_element_of_an_array_keeps_to_the_limits_and_a_part_of_one_never_to_a_step()
    {
        byte[] mixed = [.. BitConverter.GetBytes(50.0), .. BitConverter.GetBytes(86.0)];
        NodeExample array = NodePolicy.Writing("Line1.Target", 50) with { IsArray = true, Data = mixed };

        Assert.Equal(DecisionReason.Value, Line.Decide(array).Reason);
        Assert.Equal(DecisionReason.Value, Line.Decide(array with { HasIndexRange = true }).Reason);
        Assert.Equal(DecisionReason.Step, Line.Decide(NodePolicy.Writing("Line1.Ramp", 50) with { HasIndexRange = true }).Reason);
    }

    [Fact]
    public void A_step_is_measured_from_what_the_server_told_last()
    {
        NodeExample write = NodePolicy.Writing("Line1.Ramp", 20);
        NodeRules rules = Line.Rules.ForNodes(Anyone, write.Namespaces());
        var memory = new JudgingMemory();
        NodeOperation twenty = write.ToOperation(rules.Namespaces);
        rules.Learn(memory, twenty.Node, twenty.Value);

        Assert.Equal(DecisionReason.Allowed, rules.Decide(NodePolicy.Writing("Line1.Ramp", 25).ToOperation(rules.Namespaces), memory, default).Reason);
        Assert.Equal(DecisionReason.Step, rules.Decide(NodePolicy.Writing("Line1.Ramp", 26).ToOperation(rules.Namespaces), memory, default).Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(14)]
    [InlineData(0)]
    [InlineData(28)]
    [InlineData(77)]
    public void Other_attributes_are_not_written_by_a_rule_for_values(int attribute) =>
        Assert.Equal(DecisionReason.Attribute, Line.Decide(NodePolicy.Writing("Line1.Target", 50) with { Attribute = attribute }).Reason);

    [Fact]
    public void A_method_on_its_type_or_by_another_node_is_another_method()
    {
        Assert.True(Line.Call("Line1", "Line1.Start").IsAllowed);
        Assert.False(Line.Call("LineType", "Line1.Start").IsAllowed);
        Assert.False(Line.Call("Line1", "LineType.Start").IsAllowed);
        Assert.False(Line.Decide(NodePolicy.Example(OpcUaService.Call, "Line1") with { Method = NodeIdentity.Base(11492) }).IsAllowed);
    }

    [Fact]
    public void Watching_is_reading_and_a_node_that_is_not_known_is_nobodys()
    {
        Assert.False(Line.Decide(NodePolicy.Example(OpcUaService.CreateMonitoredItems, "Line1.Target")).IsAllowed);
        Assert.False(Line.Decide(NodePolicy.Example(OpcUaService.CreateMonitoredItems, null)).IsAllowed);
        Assert.False(Line.Decide(NodePolicy.Example(OpcUaService.Read, null)).IsAllowed);
        Assert.True(Line.Decide(NodePolicy.Example(OpcUaService.Publish, null)).IsAllowed);
    }

    [Fact]
    public void Nodes_of_the_same_text_and_another_kind_are_others()
    {
        NodePolicy numbers = new NodePolicy().Rule("one", OperationClasses.Read, "nsu=http://acme.com/filler/;i=7");
        var table = new NamespaceTable([NamespaceTable.BaseUri, NodePolicy.Uri]);
        NodeRules rules = numbers.Rules.ForNodes(Anyone, table);
        bool Allows(NodeSpan node) => rules.Decide(new NodeOperation { Service = OpcUaService.Read, Attribute = 13, Node = node }, new JudgingMemory(), default).IsAllowed;

        Assert.True(Allows(NodeSpan.Numeric(1, 7)));
        Assert.False(Allows(NodeSpan.Numeric(0, 7)));
        Assert.False(Allows(NodeSpan.Text(1, "7"u8)));
        Assert.False(Allows(NodeSpan.Opaque(1, [7])));
        Assert.False(Allows(NodeSpan.Guid(1, new byte[16])));
        Assert.False(Allows(NodeSpan.Numeric(2, 7)));
    }

    [Fact]
    public void A_user_or_application_that_was_not_told_holds_for_sessions_only()
    {
        NodePolicy named = new NodePolicy().With(new Rule
        {
            Id = "mes",
            Classes = OperationClasses.Read,
            Clients = [new ClientSelector("mes", [], "urn:mes")],
            Nodes = new NodeTerms { Users = [UserIdentity.Parse("shift")] },
        });
        var table = new NamespaceTable([NamespaceTable.BaseUri, NodePolicy.Uri]);
        Decision Decide(string? uri, UserIdentity? user, OpcUaService service) => named.Rules
            .ForNodes(new NodeClient(new ClientIdentity(System.Net.IPAddress.Loopback, uri), user), table)
            .Decide(NodePolicy.Example(service, service == OpcUaService.Read ? "A" : null).ToOperation(table), new JudgingMemory(), default);

        Assert.True(Decide(null, null, OpcUaService.GetEndpoints).IsAllowed);
        Assert.True(Decide("urn:mes", null, OpcUaService.CreateSession).IsAllowed);
        Assert.Equal(DecisionReason.Client, Decide("urn:else", null, OpcUaService.CreateSession).Reason);
        Assert.Equal(DecisionReason.User, Decide("urn:mes", UserIdentity.Anonymous, OpcUaService.ActivateSession).Reason);
        Assert.False(Decide("urn:mes", null, OpcUaService.Read).IsAllowed);
        Assert.False(Decide(null, UserIdentity.Parse("shift"), OpcUaService.Read).IsAllowed);
        Assert.True(Decide("urn:mes", UserIdentity.Parse("shift"), OpcUaService.Read).IsAllowed);
    }

    [Fact]
    public void A_pin_refuses_what_a_rule_allows()
    {
        NodePolicy pinned = new NodePolicy().Rule("all", OperationClasses.All).Pin("hands-off", OperationClasses.Write, "Line1.Safety*");

        Assert.Equal(new Decision(DecisionReason.Pinned, 0), pinned.Write("Line1.SafetyLimit", 1));
        Assert.Equal(DecisionReason.Pinned, pinned.Decide(NodePolicy.Writing("Line1.SafetyLimit", 1) with { Attribute = 5 }).Reason);
        Assert.True(pinned.Read("Line1.SafetyLimit").IsAllowed);
        Assert.True(pinned.Write("Line1.Speed", 1).IsAllowed);
    }

    [Fact]
    public void Judging_allocates_nothing()
    {
        NodeExample read = NodePolicy.Example(OpcUaService.Read, "Line1.Speed"), write = NodePolicy.Writing("Line1.Ramp", 21);
        NodeRules rules = Line.Rules.ForNodes(Anyone, write.Namespaces());
        var memory = new JudgingMemory();
        NodeOperation reading = read.ToOperation(rules.Namespaces), writing = write.ToOperation(rules.Namespaces);
        rules.Learn(memory, writing.Node, writing.Value);
        rules.Decide(writing, memory, default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            rules.Decide(reading, memory, default);
            rules.Decide(writing, memory, default);
            rules.Learn(memory, writing.Node, writing.Value);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
