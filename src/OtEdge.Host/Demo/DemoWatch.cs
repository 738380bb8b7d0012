using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Plant;

namespace OtEdge.Host.Demo;

/// <summary>Looks at plant and gateway, and notices what is new.</summary>
internal sealed class DemoWatch(IGateway gateway, RunningPlant plant, DemoNotes notes)
{
    // More findings than a demo can make; beyond it a known one may be told again.
    private const int KnownMax = 10_000;
    private const int FindingsMax = 100;

    private readonly HashSet<string> known = [];

    /// <summary>Takes a picture.</summary>
    public DemoPicture Look()
    {
        NoticeFindings();
        return new DemoPicture(notes.Elapsed, gateway.Status(), plant.Status, notes.Take());
    }

    private void NoticeFindings()
    {
        if (gateway.Findings(new FindingQuery(CountMax: FindingsMax)).Value is not { } found)
        {
            return;
        }

        if (known.Count > KnownMax)
        {
            known.Clear();
        }

        foreach (FindingView finding in found.Reverse().Where(finding => known.Add(finding.Id)))
        {
            notes.Add(DemoNote.Finding, finding.Text);
        }
    }
}
