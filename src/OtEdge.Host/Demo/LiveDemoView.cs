using OtEdge.Host.Commands;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Demo;

/// <summary>The demo on a terminal: one screen that stays, with the line, the conduits and what happened last.</summary>
internal sealed class LiveDemoView(Invocation invocation) : IDemoView
{
    private const int FindingsShownMax = 5;
    private const int NotesShownMax = 7;
    private const string FindingSource = "finding";
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly Drawing drawing = Drawing.Live(invocation);
    private readonly List<DemoNote> findings = [];
    private readonly List<DemoNote> others = [];

    /// <inheritdoc/>
    public Task ShowAsync(Func<DemoPicture> look, CancellationToken stop) =>
        invocation.Screen().Live(new Text("")).AutoClear(false).StartAsync(live => DemoRhythm.RepeatAsync(
            invocation.Surroundings.Time,
            Period,
            look,
            picture =>
            {
                live.UpdateTarget(Draw(picture));
                live.Refresh();
            },
            stop));

    /// <inheritdoc/>
    public void End(DemoPicture last)
    {
        foreach (var conduit in last.Status.Conduits)
        {
            invocation.Output.WriteLine(DemoWords.Traffic(conduit));
        }
    }

    private Rows Draw(DemoPicture picture)
    {
        foreach (DemoNote note in picture.News)
        {
            Keep(note);
        }

        List<IRenderable> lines =
        [
            Line($"{picture.At:mm\\:ss}  {DemoWords.Line(picture.Plant)}"),
            Notices.Space(),
            ConduitTable.Draw(picture.Status.Conduits, drawing),
            Notices.Space(),
            Cell.Of("LATEST FINDINGS\n", Cell.Quiet),
            .. Lines(findings, "nothing that a rule would refuse so far"),
            Notices.Space(),
            Cell.Of("WHAT HAPPENED\n", Cell.Quiet),
            .. Lines(others, "nothing so far"),
        ];
        return new Rows(lines);
    }

    private void Keep(DemoNote note)
    {
        bool isFinding = note.Source == FindingSource;
        List<DemoNote> list = isFinding ? findings : others;
        list.Add(note);
        int max = isFinding ? FindingsShownMax : NotesShownMax;
        list.RemoveRange(0, Math.Max(0, list.Count - max));
    }

    private static IEnumerable<IRenderable> Lines(List<DemoNote> notes, string none) =>
        notes.Count == 0 ? [Cell.Of(none + "\n", Cell.Quiet)] : notes.Select(note => Line(note.ToString()));

    private static Text Line(string text)
    {
        Text line = Cell.Of(text + "\n");
        line.Overflow = Overflow.Ellipsis;
        return line;
    }
}
