using System.Net;
using OtEdge.Core.Policy.Compiled;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Policy.Json;

/// <summary>A policy reduced to what decides, in one form: policies that decide alike become equal.</summary>
internal static class Deciding
{
    /// <summary>The part that decides.</summary>
    public static PolicyDocument PartOf(PolicyDocument policy) => new()
    {
        Name = "",
        Protocol = policy.Protocol,
        AllowSpan = policy.AllowSpan,
        Strict = policy.Strict,
        Batch = policy.Batch,
        Rules = [.. policy.Rules.Select(PartOf)],
        Pinned = [.. policy.Pinned.Select(PartOf)],
    };

    private static Rule PartOf(Rule rule) => rule with
    {
        Line = 0,
        Clients = PartOf(rule.Clients),
        Units = MergedRanges.Of(rule.Units),
        Functions = FunctionSet.Of(rule.Classes, rule.Functions).Functions,
        Ranges = MergedRanges.Of(rule.Ranges),
        Values = [.. rule.Values
            .Select(PartOf)
            .OrderBy(limit => limit.Space).ThenBy(limit => limit.Address).ThenBy(limit => limit.ToString(), StringComparer.Ordinal)],
        Nodes = PartOf(rule.Nodes),
        Expires = rule.Expires?.ToUniversalTime(),
    };

    private static PinnedRefusal PartOf(PinnedRefusal pin) => pin with
    {
        Line = 0,
        Clients = PartOf(pin.Clients),
        Units = MergedRanges.Of(pin.Units),
        Functions = FunctionSet.Of(pin.Classes, pin.Functions).Functions,
        Ranges = MergedRanges.Of(pin.Ranges),
        Nodes = PartOf(pin.Nodes),
    };

    private static NodeTerms? PartOf(NodeTerms? terms) => terms is null ? null : terms with
    {
        Users = [.. terms.Users.Distinct().OrderBy(user => user.Kind).ThenBy(user => user.Name, StringComparer.Ordinal)],
        Nodes = [.. terms.Nodes.Distinct().OrderBy(node => node.ToString(), StringComparer.Ordinal)],
        Methods = [.. terms.Methods.Distinct().OrderBy(method => $"{method.Object}|{method.Method}", StringComparer.Ordinal)],
        Limits =
        [
            .. terms.Limits
                .Select(limit => limit with { Min = limit.Min + 0.0, Max = limit.Max + 0.0, MaxStep = limit.MaxStep + 0.0 })
                .Distinct().OrderBy(limit => limit.ToString(), StringComparer.Ordinal),
        ],
    };

    // Adding zero turns a negative zero into zero; the two compare alike and so decide alike.
    private static ValueLimit PartOf(ValueLimit limit) => limit with
    {
        Layout = limit.Layout with { Scale = limit.Layout.Scale + 0.0, Offset = limit.Layout.Offset + 0.0 },
        Min = limit.Min + 0.0,
        Max = limit.Max + 0.0,
        MaxStep = limit.MaxStep + 0.0,
        Tag = null,
    };

    private static IReadOnlyList<ClientSelector> PartOf(IReadOnlyList<ClientSelector> clients) =>
    [
        .. clients
            .DistinctBy(selector => selector.CanonicalText)
            .OrderBy(selector => selector.CanonicalText, StringComparer.Ordinal)
            .Select(selector => new ClientSelector("", Sorted(selector.Addresses), selector.ApplicationUri) { Thumbprint = selector.Thumbprint }),
    ];

    private static IPNetwork[] Sorted(IReadOnlyList<IPNetwork> networks) =>
        [.. networks.Distinct().OrderBy(network => network.ToString(), StringComparer.Ordinal)];
}
