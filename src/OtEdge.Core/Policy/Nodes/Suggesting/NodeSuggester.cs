using System.Globalization;
using System.Text;
using OtEdge.Core.Policy.Suggesting;
using OtEdge.Core.Traffic;

namespace OtEdge.Core.Policy.Nodes.Suggesting;

/// <summary>
/// Suggests an OPC UA policy from recorded flows, for people to look through: one rule for what a client and its user read, one for each
/// node that they write with the values seen, one for what they call. The same flows give the same text.
/// </summary>
public sealed class NodeSuggester
{
    private const int LeftOutShownMax = 100;

    private const OperationClasses Reading =
        OperationClasses.Browse | OperationClasses.Read | OperationClasses.Subscribe | OperationClasses.History;

    private static readonly ValueLayout AnyNumber = new(ProcessValueType.Float64);

    private readonly string policy;
    private readonly string source;
    private readonly long writesMin;
    private readonly StringBuilder text = new();
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    private NodeSuggester(string policy, string source, long writesMin)
    {
        this.policy = policy;
        this.source = source;
        this.writesMin = writesMin;
    }

    /// <summary>Suggests a policy.</summary>
    /// <param name="policy">Name of the policy.</param>
    /// <param name="source">Where the flows come from, in words.</param>
    /// <param name="flows">What was seen; flows of other protocols are passed over.</param>
    /// <param name="writesMin">How often a write or call must have been seen to be allowed.</param>
    /// <returns>The policy as YAML, the number of its rules, and the flows that it leaves out.</returns>
    public static (string Text, int Rules, IReadOnlyList<Flow> LeftOut) Suggest(
        string policy, string source, IReadOnlyList<Flow> flows, long writesMin)
    {
        Flow[] seen = [.. flows.Where(flow => flow.Node is not null).OrderBy(flow => flow.Id, StringComparer.Ordinal)];

        // A node's writes are several flows, one for each band of values.
        Dictionary<(string Client, string Node), long> times = seen
            .GroupBy(flow => (flow.Client, flow.Node!.Key)).ToDictionary(group => group.Key, group => group.Sum(flow => flow.Times));
        Flow[] leftOut = [.. seen.Where(flow => !IsAllowed(flow, times[(flow.Client, flow.Node!.Key)] >= writesMin) && !NeedsNoRule(flow))];
        var suggester = new NodeSuggester(policy, source, writesMin);
        suggester.Write([.. seen.Except(leftOut)], leftOut, seen.Sum(flow => flow.Times));
        return (suggester.text.ToString(), suggester.ids.Count, leftOut);
    }

    private static bool IsAllowed(Flow flow, bool isOften) => flow.Class switch
    {
        OperationClass.Malformed => false,
        OperationClass.Write or OperationClass.Call or OperationClass.Admin => !flow.IsSweep && HasNode(flow) && isOften,
        _ => !flow.IsSweep && (HasNode(flow) || !OpcUaServices.NamesNodes(flow.Node!.Service)),
    };

    // Sessions, browsing namespace 0 and the server's status.
    private static bool NeedsNoRule(Flow flow) =>
        flow.Class == OperationClass.Session
        || (flow.Node!.ToExample().Node is { NamespaceUri: NamespaceTable.BaseUri, Kind: NodeIdKind.Numeric } node
            && (flow.Class == OperationClass.Browse || (flow.Class == OperationClass.Read && Compiled.ServerNodes.MayBeRead(node.Number))));

    // A node of a namespace that the server did not tell cannot be written down.
    private static bool HasNode(Flow flow) => flow.Node!.ToExample().Node is not null && flow.Node.Node?.Contains('*', StringComparison.Ordinal) == false;

    private void Write(Flow[] flows, Flow[] leftOut, long operations)
    {
        Line($"# Suggested from {Evidence.Plain(source)}: {Evidence.Count(operations, "operation")}.");
        Line("#");
        Line("# It allows what was seen there: nodes of one word are put together with a star when they are many, and only for reading;");
        Line($"# writes and calls stay node by node and need to be seen at least {Evidence.Times(writesMin)}. Written values may be what they were, and");
        Line($"# {100 * BandMargin.Share:0} % of the span beyond them. What is rare (cleaning, a yearly test) is missing unless it was seen.");
        Line("# Before use: name an owner for every rule marked so, and take out what is not meant to be.");
        Line();
        Line($"policy: {policy}");
        Line("protocol: opc-ua");
        Line();
        int head = text.Length;
        Line("rules:");
        foreach (IGrouping<(string Client, string? User), Flow> who in flows
            .GroupBy(flow => (Client: flow.ClientAsset ?? flow.Client, User: UserOf(flow)))
            .OrderBy(group => group.First().ClientAsset is null).ThenBy(group => group.Key.Client, StringComparer.Ordinal).ThenBy(group => group.Key.User, StringComparer.Ordinal))
        {
            WriteReads(who.Key, [.. who]);
            WriteWrites(who.Key, [.. who.Where(flow => flow.Class == OperationClass.Write)]);
            WriteCalls(who.Key, [.. who.Where(flow => flow.Class == OperationClass.Call)]);
            WriteAdmin(who.Key, [.. who.Where(flow => flow.Class == OperationClass.Admin)]);
        }

        WriteConnecting(flows);

        if (ids.Count == 0)
        {
            text.Length = head;
            Line("rules: []");
        }

        WriteLeftOut(leftOut);
    }

    private static string? UserOf(Flow flow) => flow.Node!.UserKind is UserKind.Token or null ? null : flow.Node.UserText;

    private void WriteReads((string Client, string? User) who, Flow[] flows)
    {
        Flow[] reads = [.. flows.Where(flow => (Reading & Bit(flow.Class)) != 0 && !NeedsNoRule(flow))];
        foreach (IGrouping<OperationClasses, string> alike in reads
            .Where(flow => flow.Node!.Node is not null)
            .GroupBy(flow => flow.Node!.Node!)
            .GroupBy(node => node.Aggregate(OperationClasses.None, (all, flow) => all | Bit(flow.Class)), node => node.Key)
            .OrderBy(group => group.Key))
        {
            HashSet<string> nodes = [.. alike];
            Flow[] evidence = [.. reads.Where(flow => flow.Node!.Node is { } node && nodes.Contains(node))];
            Head(who, alike.Key.HasFlag(OperationClasses.Subscribe) ? "watches" : alike.Key == OperationClasses.Browse ? "browses" : "reads", evidence);
            Line($"    allow: [{string.Join(", ", WordsOf(alike.Key))}]");
            Line("    nodes:");
            foreach ((string pattern, int count) in NodeGroups.Of(nodes))
            {
                Line($"      - {Quoted(pattern)}{(count > 1 ? $"   # {count} nodes" : PathOf(evidence, pattern))}");
            }
        }

        if (reads.Length > 0 && reads.All(flow => flow.Node!.Node is null))
        {
            Head(who, "subscribes", reads);
            Line($"    allow: [{string.Join(", ", WordsOf(reads.Aggregate(OperationClasses.None, (all, flow) => all | Bit(flow.Class))))}]");
        }
    }

    private void WriteWrites((string Client, string? User) who, Flow[] writes)
    {
        foreach (IGrouping<(string Node, int Attribute), Flow> target in writes
            .GroupBy(flow => (flow.Node!.Node!, flow.Node.Attribute == 0 ? NodeAttributes.Value : flow.Node.Attribute))
            .OrderBy(group => group.Key.Item1, StringComparer.Ordinal).ThenBy(group => group.Key.Item2))
        {
            Head(who, "writes", [.. target], needsOwner: true);
            Line("    allow: [write]");
            Line($"    nodes: [{Quoted(target.Key.Node)}]{PathOf([.. target], target.Key.Node)}");
            if (target.Key.Attribute != NodeAttributes.Value)
            {
                Line($"    attributes: [{NodeAttributes.NameOf(target.Key.Attribute)}]");
            }

            double? min = target.Min(flow => flow.ValueMin), max = target.Max(flow => flow.ValueMax);
            if (target.Key.Attribute == NodeAttributes.Value && min is { } low && max is { } high && target.All(flow => flow.ValueMin is not null)
                && target.All(flow => flow.ValueBand is not ("on" or "off")))
            {
                ValueBand allowed = BandMargin.Widen(new ValueBand(low, high), AnyNumber);
                Line($"    values: [{{ min: {Number(allowed.Min)}, max: {Number(allowed.Max)} }}]   # {Number(low)} to {Number(high)} was seen");
            }
        }
    }

    private void WriteCalls((string Client, string? User) who, Flow[] calls)
    {
        Flow[] named = [.. calls.Where(flow => flow.Node!.ToExample().Method is not null)];
        if (named.Length == 0)
        {
            return;
        }

        Head(who, "calls", named, needsOwner: true);
        Line("    allow: [call]");
        Line("    methods:");
        foreach (string method in named.Select(flow => $"object: {Quoted(flow.Node!.Node!)}, method: {Quoted(flow.Node.Method!)}").Distinct().Order(StringComparer.Ordinal))
        {
            Line($"      - {{ {method} }}");
        }
    }

    private void WriteAdmin((string Client, string? User) who, Flow[] flows)
    {
        if (flows.Length == 0)
        {
            return;
        }

        Head(who, "administers", flows, needsOwner: true);
        Line($"    allow: [admin]   # {string.Join(", ", flows.Select(flow => flow.Node!.ServiceName).Distinct().Order(StringComparer.Ordinal))}");
        Line("    nodes:");
        foreach (string node in flows.Select(flow => flow.Node!.Node!).Distinct().Order(StringComparer.Ordinal))
        {
            Line($"      - {Quoted(node)}");
        }
    }

    // Those who only ask for what needs no rule are let in when some rule names them. A session has no user before it is activated.
    private void WriteConnecting(Flow[] flows)
    {
        foreach (IGrouping<string, Flow> client in flows
            .GroupBy(flow => flow.ClientAsset ?? flow.Client).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Flow[][] users = [.. client.GroupBy(UserOf).Select(user => user.ToArray())];
            Flow[][] unnamed = [.. users.Where(user => user.All(NeedsNoRule) && UserOf(user[0]) is not null)];
            bool isNamed = users.Any(user => !user.All(NeedsNoRule)) || unnamed.Length > 0;
            foreach (Flow[] user in isNamed ? unnamed : users)
            {
                Head((client.Key, UserOf(user[0])), "connects", user);
                Line("    allow: [session]");
            }
        }
    }

    private void Head((string Client, string? User) who, string purpose, Flow[] evidence, bool needsOwner = false)
    {
        string user = who.User is null or "anonymous" ? "" : $"-{who.User}";
        string id = RuleName.Of(who.Client + user, purpose, ids);
        Line();
        Line($"  - id: {id}{(needsOwner || evidence.All(flow => flow.ClientAsset is null) ? "   # owner: ?" : "")}");
        Line($"    # {Evidence.Times(evidence.Sum(flow => flow.Times))}, {Evidence.Period(evidence.Min(flow => flow.FirstSeen), evidence.Max(flow => flow.LastSeen))}");
        Line($"    clients: [{Quoted(who.Client)}]");
        if (who.User is not null)
        {
            Line($"    users: [{Quoted(who.User)}]");
        }
    }

    private void WriteLeftOut(Flow[] leftOut)
    {
        if (leftOut.Length == 0)
        {
            return;
        }

        Line();
        Line($"# Left out: writes and calls seen less than {Evidence.Times(writesMin)}, broken requests, sweeps, and nodes of namespaces that the server did not tell:");
        foreach (Flow flow in leftOut.Take(LeftOutShownMax))
        {
            string method = flow.Node!.Method is { } called ? $"{called} on " : "";
            Line($"#   {flow.ClientAsset ?? flow.Client}{(UserOf(flow) is { } user ? $" as {Evidence.Plain(user)}" : "")}: {flow.Node.ServiceName} {Evidence.Plain(method + flow.Node.Node)}: {Evidence.Times(flow.Times)}");
        }

        if (leftOut.Length > LeftOutShownMax)
        {
            Line($"#   and {leftOut.Length - LeftOutShownMax:N0} more");
        }
    }

    private static string PathOf(Flow[] evidence, string node) =>
        evidence.FirstOrDefault(flow => flow.Node!.Node == node)?.Node!.Path is { } path ? $"   # {Evidence.Plain(path)}" : "";

    private static OperationClasses Bit(OperationClass operationClass) => (OperationClasses)(1 << (int)operationClass);

    private static IEnumerable<string> WordsOf(OperationClasses classes) => Enum.GetValues<OperationClass>()
        .Where(operationClass => (classes & Bit(operationClass)) != 0)
        .Select(operationClass => operationClass.ToString().ToLowerInvariant());

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // JSON strings are YAML strings, whatever is in them.
    private static string Quoted(string value) => System.Text.Json.JsonSerializer.Serialize(value, QuotedContext.Default.String);

    private void Line(string line = "") => text.Append(line).Append('\n');
}
