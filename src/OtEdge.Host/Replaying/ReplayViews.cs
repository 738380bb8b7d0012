using OtEdge.Conduits.Replaying;
using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Host.Gateway;
using OtEdge.Modbus;

namespace OtEdge.Host.Replaying;

/// <summary>Turns the report of a replay into its view.</summary>
internal static class ReplayViews
{
    /// <summary>The view of a report; what depends on the source of the traffic is left to the caller.</summary>
    /// <param name="conduit">Name of the conduit.</param>
    /// <param name="report">The report.</param>
    /// <param name="clients">Names of clients.</param>
    /// <param name="other">The policy that the candidate was compared with; null: none.</param>
    public static ReplayView Of(string conduit, ReplayReport report, DeclaredClients clients, PolicyDocument? other)
    {
        IReadOnlyList<ReplayRuleView> rules = Rules(report);
        return new ReplayView
        {
            Conduit = conduit,
            Policy = report.Policy.Name,
            PolicyFile = report.Policy.File,
            PolicyDigest = report.Policy.Digest,
            From = report.From,
            To = report.To,
            Requests = report.Requests,
            WouldBeRefused = report.WouldBeRefused,
            Rules = rules,
            Pins = [.. report.Pins.Select(pin => new ReplayRuleView(pin.Id, pin.Line, pin.Hits, null, []))],
            Flows = [.. report.Flows.Select(flow => Flow(flow, report.Policy, clients, other is not null))],
            OperationsNotListed = report.OperationsNotListed,
            UnusedRules = [.. rules.Where(rule => rule.Hits == 0).Select(rule => rule.Id)],
            ShadowedRules = [.. rules.Where(rule => rule.ShadowedBy is not null).Select(rule => rule.Id)],
            Regimes = [.. report.Regimes.Select(one => new ReplayRegimeView(one.Regime, one.Requests, one.WouldBeRefused))],
            Difference = Difference(report.Difference, clients, other),
        };
    }

    /// <summary>How much of a capture could be read.</summary>
    public static ReplayCaptureView Capture(string file, int port, ReplayTotals totals, long exceptions) => new()
    {
        File = file,
        Port = port,
        Packets = totals.Packets,
        Connections = totals.Connections,
        Pairs = totals.Pairs,
        Exceptions = exceptions,
        MalformedRequests = totals.MalformedRequests,
        NotReadable = totals.NotReadable,
        Decrypted = totals.Decrypted,
        Faults = totals.Faults,
        Gaps = totals.Gaps,
        MissingBytes = totals.MissingBytes,
        CutFrames = totals.CutFrames,
        SkippedSegments = totals.SkippedSegments,
        Retransmissions = totals.Retransmissions,
        Fragments = totals.Fragments,
        UnreadPackets = totals.UnreadPackets,
        Damage = totals.Damage,
    };

    private static List<ReplayRuleView> Rules(ReplayReport report)
    {
        Dictionary<int, int> shadows = report.Shadowed.ToDictionary(one => one.Rule, one => one.CoveredBy);
        return
        [
            .. report.Rules.Select((rule, at) => new ReplayRuleView(
                rule.Id,
                rule.Line,
                rule.Hits,
                shadows.TryGetValue(at, out int by) ? report.Rules[by].Id : null,
                [.. Notes(rule)])),
        ];
    }

    private static IEnumerable<string> Notes(ReplayedRule rule)
    {
        if (rule.Expired > 0)
        {
            yield return $"{rule.Expired:N0} after it had expired";
        }

        if (rule.StepUnknown > 0)
        {
            yield return $"{rule.StepUnknown:N0} without max-step: no value was known to measure from";
        }
    }

    private static ReplayDifferenceView? Difference(ReplayDifference? difference, DeclaredClients clients, PolicyDocument? other) =>
        difference is null || other is null ? null : new ReplayDifferenceView(
            other.File.Length > 0 ? other.File : other.Name,
            difference.NewlyRefused,
            difference.NewlyAllowed,
            [.. difference.NewlyAllowedFlows.Select(flow => Flow(flow, other, clients, isCompared: true))]);

    private static ReplayFlowView Flow(ReplayedFlow flow, PolicyDocument policy, DeclaredClients clients, bool isCompared)
    {
        bool hasTarget = flow.Space != RegisterSpace.None && flow.Count > 0;
        return new ReplayFlowView
        {
            Client = flow.Client.ToString(),
            ClientAsset = clients.NameOf(flow.Client),
            Class = flow.Class,
            Function = flow.Node?.ServiceName ?? flow.Function.ToString(),
            FunctionName = flow.Node is not null ? null : ModbusFunctions.NameOf(flow.Function.Code, flow.Function.Sub),
            Unit = flow.Unit,
            OpcUa = NodeFactView.Of(flow.Node),
            Space = hasTarget ? flow.Space : null,
            File = hasTarget && flow.Space == RegisterSpace.FileRecord ? flow.File : null,
            Address = hasTarget ? flow.Address : null,
            Count = hasTarget ? flow.Count : null,
            Addresses = hasTarget
                ? AddressText.Of(flow.Space, new AddressRange(flow.Address, flow.Address + flow.Count - 1), flow.File)
                : flow.Node?.Node,
            Value = flow.Values.Count > 0 ? flow.Values[0] : null,
            Values = flow.Values,
            Reason = flow.Decision.Reason,
            Rule = DecisionText.RuleId(policy, flow.Decision),
            RuleAt = DecisionText.RuleAt(policy, flow.Decision),
            Times = flow.Times,
            TimesOtherwise = isCompared ? flow.TimesOtherwise : null,
            FirstSeen = flow.FirstSeen,
            LastSeen = flow.LastSeen,
            Regimes = flow.Regimes,
            Text = flow.Text,
        };
    }
}
