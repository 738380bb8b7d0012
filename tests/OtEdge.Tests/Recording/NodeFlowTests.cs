using System.Net;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Policy.Nodes.Suggesting;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Host.Evidence;
using OtEdge.Host.Gateway;
using OtEdge.Settings;
using OtEdge.Tests.Flows;
using OtEdge.Tests.Policy.Nodes;
using Xunit;
using SmallPlant = OtEdge.Tests.Gateway.Plant;

namespace OtEdge.Tests.Recording;

/// <summary>OPC UA operations on their way from the data plane into the record, and what is made of them there.</summary>
public sealed class NodeFlowTests : IDisposable
{
    private static readonly DateTimeOffset Start = FlowSamples.Start;
    private static readonly NamespaceTable Namespaces = new([NamespaceTable.BaseUri, NodePolicy.Uri]);
    private static readonly NodeClient Mes =
        new(new ClientIdentity(IPAddress.Parse("10.20.0.11"), "urn:acme:mes"), UserIdentity.Anonymous);

    private readonly RecordingBench bench = new();
    private readonly NodeDeeds deeds = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Equal_operations_have_one_deed_and_others_another()
    {
        NodeExample read = NodePolicy.Example(OpcUaService.Read, "Line1.Speed");
        NodeDeed first = Deed(read);

        Assert.Same(first, Deed(read));
        Assert.NotSame(first, Deed(read with { Attribute = 4 }));
        Assert.NotSame(first, Deed(NodePolicy.Example(OpcUaService.CreateMonitoredItems, "Line1.Speed")));
        Assert.NotSame(first, Deed(NodePolicy.Example(OpcUaService.Read, "Line1.Spee")));
        Assert.Equal("nsu=http://acme.com/filler/;s=Line1.Speed", first.NodeWords);
    }

    [Fact]
    public void A_known_deed_is_found_without_allocating()
    {
        NodeExample read = NodePolicy.Example(OpcUaService.Read, "Line1.Speed");
        Deed(read);
        NodeOperation operation = read.ToOperation(Namespaces);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            deeds.Of(operation, Mes, Namespaces);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Reads_and_writes_are_recorded_by_service_node_attribute_and_user()
    {
        Record();

        Flow speed = bench.Flows().Single(flow => flow.Node!.Node!.EndsWith("Line1.Speed", StringComparison.Ordinal));
        Assert.Equal((OperationClass.Read, 10, "Value", "anonymous"), (speed.Class, speed.Times, speed.Node!.AttributeName, speed.Node.UserText));
        Assert.Equal("urn:acme:mes", speed.Node.ApplicationUri);
        Flow[] writes = [.. bench.Flows().Where(flow => flow.Class == OperationClass.Write)];
        Assert.Equal((20, 60), (writes.Min(flow => flow.ValueMin), writes.Max(flow => flow.ValueMax)));
        Assert.Contains("float64 20", writes.SelectMany(flow => flow.Samples));
        Assert.Equal(5, writes.Sum(flow => flow.Times));
    }

    [Fact]
    public void A_suggestion_groups_nodes_allows_what_was_seen_and_nothing_beside()
    {
        Record();
        (string text, int rules, IReadOnlyList<Flow> leftOut) = NodeSuggester.Suggest("line", "a test", bench.Flows(), writesMin: 3);
        PolicyReading reading = SettingsReader.ReadPolicy(SmallPlant.Site(), "policies/line.yaml", text);

        Assert.True(reading.Problems.Count == 0, string.Join('\n', reading.Problems) + "\n" + text);
        Assert.Equal(reading.Policy!.Rules.Count, rules);
        Assert.Contains("s=Line1.*\"   # 5 nodes", text, StringComparison.Ordinal);
        Assert.Contains("# 20 to 60 was seen", text, StringComparison.Ordinal);
        Assert.Equal("Line1.StartBatch", Assert.Single(leftOut).Node!.Method!.Split("s=")[1]);
        Assert.Equal(text, NodeSuggester.Suggest("line", "a test", [.. bench.Flows().Reverse()], writesMin: 3).Text);
        var replayer = new Replayer(RuleSet.Compile(reading.Policy));
        HistoryReplay.Run(bench.Store, bench.Flows()[0].Conduit, Start.AddDays(-1), Start.AddDays(1), replayer);
        ReplayReport report = replayer.Finish();
        Assert.Equal((20, 1), (report.Operations, report.WouldBeRefused));
        Assert.Equal(OpcUaService.Call, Assert.Single(report.Flows).Node!.Service);
    }

    [Fact]
    public void A_replay_by_narrower_rules_names_the_writes_that_they_would_refuse()
    {
        Record();
        NodePolicy narrow = new NodePolicy()
            .Rule("all", OperationClasses.All & ~OperationClasses.Write)
            .Rule("low", OperationClasses.Write, "Line1.Target", terms => terms with { Limits = [new NodeLimit { Max = 45 }] });
        var replayer = new Replayer(narrow.Rules);
        HistoryReplay.Run(bench.Store, bench.Flows()[0].Conduit, Start.AddDays(-1), Start.AddDays(1), replayer);
        ReplayedFlow refused = Assert.Single(replayer.Finish().Flows);

        Assert.Equal((2, DecisionReason.Value), (refused.Times, refused.Decision.Reason));
        Assert.Equal(["float64 50", "float64 60"], refused.Values);
        Assert.Contains("rule low wants a number of 45 or less, but writing nsu=http://acme.com/filler/;s=Line1.Target gives float64 50", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_says_service_node_value_user_application_and_rule()
    {
        NodePolicy policy = new NodePolicy().Rule("target", OperationClasses.Write, "Line1.Target", terms => terms with { Limits = [new NodeLimit { Max = 85 }] });
        TrafficFinding found = Written(90, Start);
        found.Kind = FindingKind.Refusal;
        found.Verdict = VerdictWord.Refused;
        found.Rules = policy.Rules;
        found.Decision = new Decision(DecisionReason.Value, 0);
        Finding finding = FindingWords.Of(found, bench.Names);

        Assert.Equal(("Write", "float64 90", "target"), (finding.Function, finding.Value, finding.Rule));
        Assert.Equal("nsu=http://acme.com/filler/;s=Line1.Target", finding.Node!.Node);
        Assert.Equal(
            "scada-1 (10.20.0.11) as anonymous with urn:acme:mes was refused: rule target wants a number of 85 or less, "
            + "but writing nsu=http://acme.com/filler/;s=Line1.Target gives float64 90",
            finding.Text);
    }

    [Fact]
    public void What_is_said_of_a_finding_is_said_of_its_flow()
    {
        Record();
        TrafficFinding found = Written(90, Start);
        found.Kind = FindingKind.Refusal;
        found.Verdict = VerdictWord.Refused;
        found.Decision = new Decision(DecisionReason.Range);
        Finding finding = FindingWords.Of(found, bench.Names);
        var book = new TriageBook([new TriagedFinding(finding, null)]);

        Assert.Equal([finding.Id], book.FindingsOf(bench.Flows().First(flow => flow.Class == OperationClass.Write)));
        Assert.Empty(book.FindingsOf(bench.Flows().First(flow => flow.Class == OperationClass.Read)));
        Assert.Empty(book.FindingsOf(bench.Flows().First(flow => flow.Class == OperationClass.Call)));
    }

    private void Record()
    {
        foreach (string node in (string[])["Speed", "State", "Level", "Temperature", "Recipe.Name"])
        {
            bench.Recorder.TakeReads(RecordingBench.Conduit, [new FlowCount
            {
                Deed = Deed(NodePolicy.Example(OpcUaService.Read, $"Line1.{node}")),
                Client = Mes.Client.Address,
                Class = OperationClass.Read,
                Times = node == "Speed" ? 10 : 1,
                LastDecision = new Decision(DecisionReason.Allowed),
            }], Start);
        }

        for (int i = 2; i <= 6; i++)
        {
            bench.Recorder.TakeOperations([Written(10 * i, Start.AddMinutes(i))]);
        }

        NodeExample call = NodePolicy.Example(OpcUaService.Call, "Line1") with { Method = NodePolicy.Node("Line1.StartBatch") };
        TrafficFinding called = Written(0, Start.AddMinutes(9));
        called.Class = OperationClass.Call;
        called.Deed = Deed(call);
        called.ValueType = NodeValueType.None;
        called.SetData([]);
        bench.Recorder.TakeOperations([called]);
        bench.Recorder.Flush(isWhole: true, isLast: true);
        bench.Store.Flush(TimeSpan.FromSeconds(30));
    }

    private TrafficFinding Written(double value, DateTimeOffset utc)
    {
        var finding = new TrafficFinding
        {
            Conduit = RecordingBench.Conduit,
            Kind = FindingKind.Operation,
            Client = Mes.Client.Address,
            Class = OperationClass.Write,
            Deed = Deed(NodePolicy.Example(OpcUaService.Write, "Line1.Target")),
            ValueType = NodeValueType.Double,
            Decision = new Decision(DecisionReason.Allowed),
            Utc = utc,
        };
        finding.SetData(BitConverter.GetBytes(value));
        return finding;
    }

    private NodeDeed Deed(NodeExample example) => deeds.Of(example.ToOperation(Namespaces), Mes, Namespaces).Deed;
}
