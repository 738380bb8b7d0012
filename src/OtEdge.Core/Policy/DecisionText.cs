using System.Net;
using OtEdge.Core.Policy.Compiled;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Policy;

/// <summary>
/// One sentence for people about an operation and what the rules say of it: which rule allows or refuses it, and where that rule
/// is written, or that none allows it. Lower case and without a full stop, so that it fits into other sentences.
/// </summary>
public static class DecisionText
{
    /// <summary>The sentence.</summary>
    /// <param name="policy">The policy that decided; null when there was none.</param>
    /// <param name="operation">The operation; its data may be cut short.</param>
    /// <param name="decision">What was decided.</param>
    public static string Of(PolicyDocument? policy, in Operation operation, in Decision decision)
    {
        string what = What(operation);
        string rule = RuleWithPlace(policy, decision);
        return decision.Reason switch
        {
            DecisionReason.Allowed => Allowed(policy, rule, what, decision),
            DecisionReason.Pinned => $"{rule} refuses {what}, in every mode but bypass",
            DecisionReason.Malformed => "the bytes are no valid operation, so no rule allows them",
            DecisionReason.Client => $"no rule names this client, so none allows {what}",
            DecisionReason.Function => $"no rule for this client allows {Function(operation)}, so none allows {what}",
            DecisionReason.Unit => $"no rule for this client allows {Function(operation)} on unit {operation.Unit}"
                + Closest(rule, $"is for units {Units(policy, decision)}"),
            DecisionReason.Range => $"no single rule covers all of {Addresses(operation)} for {what}"
                + Closest(rule, $"covers {Ranges(policy, operation, decision)}"),
            DecisionReason.TornValue or DecisionReason.Value or DecisionReason.Step =>
                ValueReason.Of(RuleOf(policy, decision), rule, operation, decision.Reason),
            DecisionReason.Rate => $"the client has used {rule} as often as its rate of {Rate(policy, decision)} allows",
            _ => $"{what} was not judged",
        };
    }

    /// <summary>The sentence about an operation that a person wrote down.</summary>
    /// <inheritdoc cref="Of(PolicyDocument?, in Operation, in Decision)"/>
    public static string Of(PolicyDocument? policy, OperationExample operation, in Decision decision)
    {
        if (operation.Node is not { } node)
        {
            return Of(policy, operation.ToOperation(), decision);
        }

        var client = new NodeClient(new ClientIdentity(operation.Client ?? IPAddress.None, node.ApplicationUri), node.User);
        return NodeDecisionText.Of(policy, client, node, decision);
    }

    /// <summary>File and line of the rule or pin that a decision names, such as <c>policies/filling-modbus.yaml:14</c>; null when
    /// it names none.</summary>
    public static string? RuleAt(PolicyDocument? policy, in Decision decision)
    {
        int line = RuleOf(policy, decision)?.Line ?? PinOf(policy, decision)?.Line ?? -1;
        return line < 0 ? null : line == 0 ? policy!.File : $"{policy!.File}:{line}";
    }

    /// <summary>Id of the rule or pin that a decision names; null when it names none.</summary>
    public static string? RuleId(PolicyDocument? policy, in Decision decision) =>
        RuleOf(policy, decision)?.Id ?? PinOf(policy, decision)?.Id;

    /// <summary>What an operation does: <c>writing holding register 120 (121, 40121) on unit 1 with function 6</c>.</summary>
    public static string What(in Operation operation)
    {
        if (operation.Class == OperationClass.Malformed)
        {
            return "a malformed request";
        }

        string verb = operation.Class switch
        {
            OperationClass.Read => "reading",
            OperationClass.Write => "writing",
            _ => "touching",
        };
        return operation.Space == RegisterSpace.None || operation.Count < 1
            ? $"{Function(operation)} on unit {operation.Unit}"
            : $"{verb} {Addresses(operation)} on unit {operation.Unit} with function {operation.Function}";
    }

    internal static Rule? RuleOf(PolicyDocument? policy, in Decision decision) =>
        policy is not null && decision.Reason != DecisionReason.Pinned && decision.Rule >= 0 && decision.Rule < policy.Rules.Count
            ? policy.Rules[decision.Rule]
            : null;

    internal static string RuleWithPlace(PolicyDocument? policy, in Decision decision)
    {
        string kind = decision.Reason == DecisionReason.Pinned ? "the pinned refusal" : "rule";
        return RuleId(policy, decision) is { } id
            ? RuleAt(policy, decision) is { Length: > 0 } place ? $"{kind} {id} ({place})" : $"{kind} {id}"
            : "";
    }

    private static PinnedRefusal? PinOf(PolicyDocument? policy, in Decision decision) =>
        policy is not null && decision.Reason == DecisionReason.Pinned && decision.Rule >= 0 && decision.Rule < policy.Pinned.Count
            ? policy.Pinned[decision.Rule]
            : null;

    private static string Function(in Operation operation) =>
        $"function {operation.Function} ({operation.Class.ToString().ToLowerInvariant()})";

    private static string Addresses(in Operation operation) =>
        AddressText.Of(operation.Space, operation.Range, operation.File);

    private static string Closest(string rule, string says) => rule.Length == 0 ? "" : $"; the closest, {rule}, {says}";

    private static string Allowed(PolicyDocument? policy, string rule, string what, in Decision decision)
    {
        string text = decision.Notes.HasFlag(DecisionNotes.Spanned)
            ? $"{rule} and others together (allow-span) allow {what}"
            : $"{rule} allows {what}";
        if (decision.Notes.HasFlag(DecisionNotes.Expired))
        {
            DateTimeOffset? expires = RuleOf(policy, decision)?.Expires;
            text += expires is null ? "; it has expired" : $"; it has expired on {expires:yyyy-MM-dd HH:mm zzz}";
        }

        return decision.Notes.HasFlag(DecisionNotes.StepUnknown)
            ? text + "; no last value is known, so its max-step could not be judged"
            : text;
    }

    private static string Units(PolicyDocument? policy, in Decision decision) =>
        string.Join(", ", RuleOf(policy, decision)?.Units ?? []);

    private static string Ranges(PolicyDocument? policy, in Operation operation, in Decision decision)
    {
        RegisterSpace space = operation.Space;
        IReadOnlyList<SpaceRange> all = MergedRanges.Of(RuleOf(policy, decision)?.Ranges ?? []);
        SpaceRange[] inSpace = [.. all.Where(range => range.Space == space)];
        return string.Join(
            ", ", (inSpace.Length > 0 ? inSpace : all).Select(range => AddressText.Of(range.Space, range.Range, range.File)));
    }

    private static string Rate(PolicyDocument? policy, in Decision decision) =>
        RuleOf(policy, decision)?.Rate is { } rate ? $"{rate.Count} in {Seconds(rate.Window)}" : "";

    private static string Seconds(TimeSpan window) => FormattableString.Invariant($"{window.TotalSeconds:0.###} s");
}
