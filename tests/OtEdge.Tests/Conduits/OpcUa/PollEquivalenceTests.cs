using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Services;
using OtEdge.Testing.Mutation;
using OtEdge.Tests.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa;

/// <summary>Random clients, rules and modes: nobody can tell whether Reads are recognised or judged anew.</summary>
public sealed class PollEquivalenceTests
{
    private static readonly string[] Namespaces = ["http://opcfoundation.org/UA/", "urn:server", NodePolicy.Uri];
    private static readonly RuleSet Rules = new NodePolicy().Rule("open", OperationClasses.Read | OperationClasses.Browse, "Open*").Rules;
    private static readonly string[] Nodes = ["s=Open1", "s=Open2", "s=Open3", "s=Secret", "s=Rated", "s=Written"];
    private uint requestId = 1000;

    [Fact]
    public void With_it_everything_is_judged_and_recorded_as_without_it()
    {
        var random = new SeededRandom(SeededRun.Seed);
        for (int run = 0; run < 20; run++)
        {
            // A shadowed candidate has every request judged anew.
            UaRig[] rigs = [new(ConduitMode.Enforce, Rules), new(ConduitMode.Enforce, Rules)];
            var logs = new List<string>[] { [], [] };
            var counted = new FlowLog[] { new(), new() };
            Array.ForEach(rigs, rig => rig.WithSession(Namespaces));
            Swap(rigs, ConduitMode.Enforce, Rules);
            for (int step = 0; step < 400; step++)
            {
                int what = random.Below(100);
                string[] asked = [.. Enumerable.Range(0, 1 + random.Below(2)).Select(_ => Nodes[random.Below(random.Below(2) == 0 ? 2 : Nodes.Length)])];
                ConduitMode mode = (ConduitMode)(1 + random.Below(3));
                RuleSet rules = random.Below(2) == 0 ? Rules : Strange;
                TimeSpan pass = TimeSpan.FromMilliseconds(random.Below(3000));
                if (what == 0)
                {
                    Swap(rigs, mode, rules);
                }

                requestId++;
                for (int i = 0; i < rigs.Length; i++)
                {
                    if (what is > 0 and < 4)
                    {
                        rigs[i].Loop.Pass(pass);
                    }

                    logs[i].Add($"{string.Join(' ', asked)}: {AskOnce(rigs[i], requestId, asked)}");
                }
            }

            for (int i = 0; i < rigs.Length; i++)
            {
                rigs[i].Drain(counted[i]);
            }

            Assert.True(logs[1].SequenceEqual(logs[0]), SeededRun.Again($"run {run}"));
            Assert.True(Totals(counted[1]).SequenceEqual(Totals(counted[0])), SeededRun.Again($"run {run}: {string.Join(", ", Totals(counted[0]))} instead of {string.Join(", ", Totals(counted[1]))}"));
            Assert.Equal(rigs[1].Context.Counters.Read(), rigs[0].Context.Counters.Read());
        }
    }

    private static RuleSet Strange { get; } = new NodePolicy().Rule("two", OperationClasses.Read, "Open2").Pin("never", OperationClasses.Read, "Open3").With(new Rule
    {
        Id = "rated",
        Classes = OperationClasses.Read,
        Nodes = new NodeTerms { Nodes = [NodePolicy.Pattern("Rated")] },
        Rate = new RateLimit(2, TimeSpan.FromSeconds(1)),
    }).Rules;

    private static void Swap(UaRig[] rigs, ConduitMode mode, RuleSet rules)
    {
        rigs[0].Context.Snapshot = Policies.Snapshot(mode, rules);
        ConduitSnapshot judgedAnew = Policies.Snapshot(mode, rules);
        rigs[1].Context.Snapshot = new ConduitSnapshot(judgedAnew.Revision, judgedAnew.At(0)) { Shadow = Rules };
    }

    private static IEnumerable<string> Totals(FlowLog log) => log.Reads.GroupBy(count => count.Deed!.NodeWords, StringComparer.Ordinal)
        .OrderBy(node => node.Key, StringComparer.Ordinal)
        .Select(node => $"{node.Key} {node.Sum(count => count.Times)} {node.Sum(count => count.WouldBeRefused)} {node.Sum(count => count.Refused)}");

    private static string AskOnce(UaRig rig, uint id, string[] nodes)
    {
        rig.Ask(id, Messages.Read(2, nodes));
        List<(uint RequestId, byte[] Body)> asked = rig.Asked();
        string passed = asked.Count == 0 ? "" : Convert.ToHexString(asked[0].Body);
        if (asked.Count > 0)
        {
            Assert.True(ServiceRequest.TryRead(asked[0].Body, out ServiceRequest request).IsNone);
            rig.Answer(id, Messages.ReadAnswer(new RequestItems(request).Count));
        }

        uint[] statuses = Messages.Statuses(Assert.Single(rig.Answered()).Body, ServiceType.Read);
        return $"{passed} {string.Join(' ', statuses)}";
    }
}
