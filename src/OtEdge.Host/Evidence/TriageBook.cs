using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;

namespace OtEdge.Host.Evidence;

/// <summary>Finds what people have said of a flow: by client, function and addresses (or service, node and user), whatever rule refused it.</summary>
internal sealed class TriageBook
{
    private readonly Dictionary<Key, List<TriagedFinding>> findings = [];

    /// <summary>Makes it.</summary>
    public TriageBook(IReadOnlyList<TriagedFinding> triaged)
    {
        foreach (var item in triaged.Where(item => item.Finding.Verdict != VerdictWord.Allowed && item.Finding.Function is not null))
        {
            var finding = item.Finding;
            var key = new Key(
                finding.Client,
                finding.Function,
                finding.Unit ?? 0,
                (finding.Space ?? RegisterSpace.None, finding.File ?? 0, finding.Address ?? 0, finding.Count ?? 0))
            {
                Node = finding.Node?.Key,
            };
            if (!findings.TryGetValue(key, out var same))
            {
                findings.Add(key, same = []);
            }

            same.Add(item);
        }
    }

    /// <summary>Ids of the findings about a flow.</summary>
    public IReadOnlyList<string> FindingsOf(Flow flow) => [.. Of(flow).Select(item => item.Finding.Id)];

    /// <summary>
    /// What was said of a flow; null when of some finding about it nothing was. "Allow" goes before "meant": a flow of which any part
    /// is legitimate is not meant to be refused whole.
    /// </summary>
    public Triage? SaidOf(Flow flow)
    {
        var about = Of(flow);
        return about.Count == 0 || about.Any(item => item.Triage is null)
            ? null
            : about.Select(item => item.Triage!).OrderBy(triage => triage.Decision).ThenByDescending(triage => triage.At).First();
    }

    /// <summary>True when people said of any finding about a flow that it is legitimate; what was found since then does not undo that.</summary>
    public bool IsCalledLegitimate(Flow flow) => Of(flow).Any(item => item.Triage?.Decision == TriageDecision.Allow);

    private List<TriagedFinding> Of(Flow flow)
    {
        bool hasTarget = flow.Count > 0 && flow.Space != RegisterSpace.None;
        var key = new Key(
            flow.Client,
            flow.Node?.ServiceName ?? flow.Function.ToString(),
            flow.Node is null ? flow.Unit : 0,
            hasTarget
                ? (flow.Space, flow.Space == RegisterSpace.FileRecord ? flow.File : 0, flow.Address, flow.Count)
                : (RegisterSpace.None, 0, 0, 0))
        {
            Node = flow.Node?.Key,
        };
        return findings.GetValueOrDefault(key) ?? [];
    }

    private readonly record struct Key(
        string? Client, string? Function, int Unit, (RegisterSpace Space, int File, int Address, int Count) Target)
    {
        public string? Node { get; init; }
    }
}
