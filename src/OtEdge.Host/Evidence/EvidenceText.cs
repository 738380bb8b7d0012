using System.Text;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;

namespace OtEdge.Host.Evidence;

/// <summary>A report as plain text.</summary>
internal static class EvidenceText
{
    private const int FlowsMax = 50;

    /// <summary>The text, with a line end at its end.</summary>
    public static string Of(EvidenceView report)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');

        Line($"Evidence for policy {report.Policy} on {report.Conduit} ({report.Mode}), site {report.Site}");
        Line($"from {Moment(report.From)} to {Moment(report.To)}");
        Line($"{report.Operations:N0} operations judged again, {report.WouldBeRefused:N0} would be refused");
        Line();
        foreach (var regime in report.Regimes)
        {
            Line(regime.Text);
        }

        Line(report.WorstRegime is { } worst ? $"The worst covered regime is {worst}." : "");
        Line();
        foreach (var gate in report.Gates)
        {
            Line($"{(gate.Passed ? "passed    " : "NOT PASSED")} {gate.Gate}: {string.Join(" ", gate.Why)}");
        }

        foreach (var one in report.Overridden)
        {
            Line($"OVERRIDDEN {one.Gate} in {one.Change} by {one.By} on {Moment(one.At)}: {one.Reason}");
        }

        Line(report.Ready ? "READY: every gate is passed." : "NOT READY.");
        foreach (var flow in report.Flows.Take(FlowsMax))
        {
            Line();
            Line($"{flow.Flow}: {flow.Times:N0} times in {Episodes(flow.Episodes)} ({Regimes(flow)}), {Said(flow)}");
            Line($"  {Who(flow)}: {flow.Text}");
        }

        if (report.Flows.Count > FlowsMax)
        {
            Line($"and {report.Flows.Count - FlowsMax} flows more; --output json has all of them");
        }

        Line();
        foreach (string note in report.Notes)
        {
            Line(note);
        }

        Line($"policy {report.PolicyDigest}");
        Line($"sealed {report.Digest}");
        return text.ToString();
    }

    /// <summary>The client of a flow.</summary>
    public static string Who(EvidenceFlowView flow) => flow.ClientAsset is { } asset ? $"{asset} ({flow.Client})" : flow.Client;

    /// <summary>How often in which regime.</summary>
    public static string Regimes(EvidenceFlowView flow) =>
        string.Join(", ", flow.Regimes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value:N0}"));

    /// <summary>What people have said of a flow.</summary>
    public static string Said(EvidenceFlowView flow) => flow.Triage switch
    {
        { Decision: TriageDecision.Meant } triage => $"meant to be refused, says {triage.By}",
        { } triage => $"legitimate, says {triage.By}",
        null when flow.Findings.Count > 0 => $"not triaged yet ({string.Join(", ", flow.Findings)})",
        null => "not triaged yet, and never judged live",
    };

    /// <summary>A number of episodes.</summary>
    public static string Episodes(int count) => count == 1 ? "1 episode" : $"{count:N0} episodes";

    /// <summary>A moment in UTC.</summary>
    public static string Moment(DateTimeOffset moment) => $"{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
}
