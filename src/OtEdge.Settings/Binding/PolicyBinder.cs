using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds one policy file.</summary>
internal static class PolicyBinder
{
    /// <summary>Reads a file; null when it is no mapping at all. Without names only its shape is checked.</summary>
    public static PolicyDraft? Bind(SettingsText source, SiteNames? names, ProblemList problems, bool runTests)
    {
        SettingsNode? root = YamlText.Read(source, problems);
        if (root is null)
        {
            return null;
        }

        var own = new ProblemList();
        PolicyShapes.Document.Check(root, own);
        PolicyDraft? draft = null;
        if (root is MapNode map)
        {
            draft = new PolicyDraft(source.Path, map) { Protocol = map.ReadOrNull("protocol", PolicyKeys.Protocol) };
            CheckName(draft, own);
            CheckIds(map, own);
            if (names is not null)
            {
                draft = draft.Protocol switch
                {
                    ConduitProtocol.ModbusTcp => BindModbus(draft, source, names, own, runTests),
                    ConduitProtocol.OpcUa => BindOpcUa(draft, source, names, own, runTests),
                    _ => draft,
                };
            }
        }

        problems.AddAll(own);
        return draft is not null && own.HasErrors ? draft with { Document = null } : draft;
    }

    private static void CheckName(PolicyDraft draft, ProblemList problems)
    {
        if (draft.Root.Text("policy", Scalars.Name) is { } name && name != draft.Name)
        {
            problems.Error(draft.Root.Find("policy")!, $"the policy {Quote.Words(name)} stands in {Quote.Words(draft.File)}; name both alike");
        }
    }

    private static void CheckIds(MapNode root, ProblemList problems)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (MapNode rule in root.Maps("rules").Concat(root.Maps("pinned")))
        {
            if (rule.Find("id") is ScalarNode id && !lines.TryAdd(id.Text, id.Line))
            {
                problems.Error(id, $"the id {Quote.Words(id.Text)} is taken by line {lines[id.Text]}; findings name rules by it, so choose another");
            }
        }
    }

    private static PolicyDraft BindModbus(
        PolicyDraft draft, SettingsText source, SiteNames names, ProblemList problems, bool runTests)
    {
        MapNode root = draft.Root;
        var addresses = new AddressBase(root.Read("address-base", Scalars.Integer(0, 1), 0));
        var rules = new RuleBinder(names, addresses, problems);
        var operations = new OperationBinder(names, addresses, problems);
        var document = new PolicyDocument
        {
            Name = draft.Name,
            Protocol = ConduitProtocol.ModbusTcp,
            File = source.Path,
            Text = source.Text,
            AllowSpan = root.Read("allow-span", Scalars.Boolean, false),
            Rules = [.. root.Maps("rules").Select(rules.Bind)],
            Pinned = [.. root.Maps("pinned").Select(rules.BindPin)],
        };
        ValueLimit[] values = [.. document.Rules.SelectMany(rule => rule.Values)];
        var tests = new List<(MapNode Node, PolicyTest Test)>();
        foreach (MapNode node in root.Maps("tests"))
        {
            if (operations.Bind(node, values) is { } operation && OperationShapes.Expect.TryRead(node.Find("expect"), out bool isAllowed))
            {
                tests.Add((node, new PolicyTest(operation, isAllowed, node.Line)));
            }
        }

        document = Finished(document with { Tests = [.. tests.Select(test => test.Test)] }, tests, problems, root, runTests);
        return draft with { Document = document, Umas = rules.Umas, Clients = rules.Clients };
    }

    private static PolicyDraft BindOpcUa(
        PolicyDraft draft, SettingsText source, SiteNames names, ProblemList problems, bool runTests)
    {
        var binder = new OpcUaPolicyBinder(names, problems);
        var tests = new List<(MapNode Node, PolicyTest Test)>();
        PolicyDocument document = binder.Bind(draft, source.Text, tests);
        return draft with { Document = Finished(document, tests, problems, draft.Root, runTests), Clients = binder.Clients };
    }

    private static PolicyDocument Finished(
        PolicyDocument document, List<(MapNode Node, PolicyTest Test)> tests, ProblemList problems, MapNode root, bool runTests)
    {
        if (problems.HasErrors)
        {
            return document;
        }

        document = document with { Digest = PolicyDocumentJson.Digest(document) };
        CheckReach(document, problems, root);
        if (runTests)
        {
            CheckTests(document, tests, problems);
        }

        return document;
    }

    private static void CheckReach(PolicyDocument document, ProblemList problems, MapNode root)
    {
        IReadOnlyList<MapNode> nodes = root.Maps("rules");
        foreach (UnreachableRule unreachable in RuleSet.Compile(document).FindUnreachableRules())
        {
            Rule earlier = document.Rules[unreachable.CoveredBy];
            problems.Warning(
                nodes[unreachable.Rule].Find("id")!,
                $"the rule never matters: {Quote.Words(earlier.Id)} (line {earlier.Line}) allows all of it before; remove one, or narrow the earlier");
        }
    }

    private static void CheckTests(PolicyDocument document, List<(MapNode Node, PolicyTest Test)> tests, ProblemList problems)
    {
        IReadOnlyList<PolicyTestResult> results = PolicyTests.Run(document);
        for (int at = 0; at < results.Count; at++)
        {
            if (!results[at].Passed)
            {
                problems.Error(tests[at].Node, $"the test expects `{(results[at].Test.ExpectAllowed ? "allowed" : "refused")}`, but the operation is {results[at].Text}");
            }
        }
    }
}
