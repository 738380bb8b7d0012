namespace OtEdge.Core.Policy.Nodes;

/// <summary>
/// One sentence for people about an OPC UA operation and what the rules say of it, in the manner of <see cref="DecisionText"/>: lower
/// case and without a full stop.
/// </summary>
public static class NodeDecisionText
{
    private const int NodesShownMax = 4;

    /// <summary>The sentence.</summary>
    /// <param name="policy">The policy that decided; null when there was none.</param>
    /// <param name="deed">The operation.</param>
    /// <param name="value">The written value in words; null: none.</param>
    /// <param name="decision">What was decided.</param>
    public static string Of(PolicyDocument? policy, NodeDeed deed, string? value, in Decision decision)
    {
        string what = What(deed);
        string rule = DecisionText.RuleWithPlace(policy, decision);
        Rule? named = DecisionText.RuleOf(policy, decision);
        return decision.Reason switch
        {
            DecisionReason.Allowed when decision.Rule < 0 => $"{what} needs no rule of its own",
            DecisionReason.Allowed => $"{rule} allows {what}{Notes(named, decision)}",
            DecisionReason.Pinned => $"{rule} refuses {what}, in every mode but bypass",
            DecisionReason.Malformed => "the bytes are no valid request, so no rule allows them",
            DecisionReason.Client => $"no rule names this client, so none allows {what}",
            DecisionReason.User => $"no rule for this client names its user {deed.Client.User}, so none allows {what}{UsersOf(rule, named)}",
            DecisionReason.Function => $"no rule for this client allows {ClassWord(deed.Class)}, so none allows {what}",
            DecisionReason.Range => $"no rule for this client covers {what}{NodesOf(rule, named, deed)}",
            DecisionReason.Attribute => $"the closest, {rule}, does not cover the attribute {NodeAttributes.NameOf(deed.Attribute)}, so none allows {what}",
            DecisionReason.Value => $"{rule} wants {LimitText(named)}, but {what} gives {value ?? "no value"}",
            DecisionReason.EURangeUnknown => $"{rule} wants {LimitText(named)}, which is not known of the node: OtEdge has not read it yet, or the device does not tell it; {what} gives {value ?? "no value"}",
            DecisionReason.Step => $"{rule} lets the value move by {StepOf(named)} at most, but {what} moves it further, or by no known step, to {value ?? "no value"}",
            DecisionReason.Rate => $"the client has used {rule} as often as its rate allows",
            DecisionReason.Security => $"the conduit does not accept {SecurityOf(deed.Client)}",
            _ => $"{what} was not judged",
        };
    }

    /// <summary>The sentence about an operation that is judged again.</summary>
    /// <param name="policy">The policy that decided; null when there was none.</param>
    /// <param name="client">Who asks.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="decision">What was decided.</param>
    public static string Of(PolicyDocument? policy, NodeClient client, NodeExample operation, in Decision decision)
    {
        NamespaceTable namespaces = operation.Namespaces();
        NodeOperation asked = operation.ToOperation(namespaces);
        return Of(policy, NodeDeed.Of(asked, client, namespaces), NodeValueText.WithType(asked.Value), decision);
    }

    /// <summary>What an operation does: <c>writing nsu=http://acme.com/;s=Line1.Target (Objects/Line1/Target)</c>.</summary>
    public static string What(NodeDeed deed)
    {
        if (deed.IsMalformed)
        {
            return "a malformed request";
        }

        string service = OpcUaServices.NameOf(deed.Service);
        string attribute = deed.Attribute is 0 or NodeAttributes.Value ? "" : $"{NodeAttributes.NameOf(deed.Attribute)} of ";
        return deed.NodeWords.Length == 0 ? service : deed.Service switch
        {
            OpcUaService.Read => $"reading {attribute}{Target(deed)}",
            OpcUaService.Write => $"writing {attribute}{Target(deed)}",
            OpcUaService.Browse => $"browsing {Target(deed)}",
            OpcUaService.CreateMonitoredItems => $"watching {attribute}{Target(deed)}",
            OpcUaService.HistoryRead => $"reading the history of {Target(deed)}",
            OpcUaService.HistoryUpdate => $"changing the history of {Target(deed)}",
            OpcUaService.Call => $"calling {Target(deed)}",
            _ => $"{service} on {Target(deed)}",
        };
    }

    private static string Target(NodeDeed deed)
    {
        string node = deed.Service == OpcUaService.Call ? $"{deed.Method?.ToString() ?? "a method"} on {deed.NodeWords}" : deed.NodeWords;
        return deed.Path is null ? node : $"{node} ({deed.Path})";
    }

    private static string Notes(Rule? rule, in Decision decision)
    {
        string text = "";
        if (decision.Notes.HasFlag(DecisionNotes.Expired))
        {
            text += rule?.Expires is { } expires ? $"; it has expired on {expires:yyyy-MM-dd HH:mm zzz}" : "; it has expired";
        }

        return decision.Notes.HasFlag(DecisionNotes.StepUnknown)
            ? text + "; no last value is known, so its max-step could not be judged"
            : text;
    }

    private static string UsersOf(string rule, Rule? named) =>
        named?.Nodes is { Users.Count: > 0 } terms ? $"; the closest, {rule}, is for {string.Join(", ", terms.Users)}" : "";

    private static string NodesOf(string rule, Rule? named, NodeDeed deed)
    {
        if (named?.Nodes is not { } terms || rule.Length == 0)
        {
            return "";
        }

        string[] covers = deed.Class == OperationClass.Call && terms.Methods.Count > 0
            ? [.. terms.Methods.Select(method => $"{method.Method} on {method.Object}")]
            : [.. terms.Nodes.Select(node => $"{node}")];
        string more = covers.Length > NodesShownMax ? $" and {covers.Length - NodesShownMax} more" : "";
        return covers.Length == 0 ? "" : $"; the closest, {rule}, covers {string.Join(", ", covers.Take(NodesShownMax))}{more}";
    }

    private static string LimitText(Rule? rule) => string.Join(" and ", (rule?.Nodes?.Limits ?? []).Select(LimitText));

    private static string LimitText(NodeLimit limit)
    {
        string type = limit.Type == NodeValueType.None ? "a number" : $"a {NodeValueText.TypeWord(limit.Type)}";
        string bounds = (limit.Min, limit.Max) switch
        {
            (null, null) => type,
            ({ } min, null) => FormattableString.Invariant($"{type} of {min} or more"),
            (null, { } max) => FormattableString.Invariant($"{type} of {max} or less"),
            ({ } min, { } max) => FormattableString.Invariant($"{type} from {min} to {max}"),
        };
        return limit.IsEURange ? $"{bounds} within the node's EURange" : bounds;
    }

    private static string StepOf(Rule? rule) =>
        FormattableString.Invariant($"{rule?.Nodes?.Limits.Min(limit => limit.MaxStep) ?? 0}");

    private static string ClassWord(OperationClass operationClass) => $"`{operationClass.ToString().ToLowerInvariant()}`";

    private static string SecurityOf(NodeClient client) =>
        $"security policy {(client.SecurityPolicy.Length > 0 ? client.SecurityPolicy : "unknown")} with mode {client.Security}";
}
