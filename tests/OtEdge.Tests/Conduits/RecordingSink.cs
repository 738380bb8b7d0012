using OtEdge.Core.Findings;

namespace OtEdge.Tests.Conduits;

/// <summary>Keeps every finding that the data plane hands out.</summary>
internal sealed class RecordingSink : IFindingSink
{
    private readonly List<TrafficFinding> findings = [];

    public long Shed { get; private set; }

    public IReadOnlyList<TrafficFinding> Findings
    {
        get
        {
            lock (findings)
            {
                return [.. findings];
            }
        }
    }

    public IEnumerable<FindingKind> Kinds => Findings.Select(finding => finding.Kind);

    public void Take(ReadOnlySpan<TrafficFinding> batch, long shed)
    {
        lock (findings)
        {
            findings.AddRange(batch);
            Shed += shed;
        }
    }
}
