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
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly Drawing drawing = Drawing.Live(invocation);
    private readonly List<DemoNote> findings = [];
    private readonly List<DemoNote> others = [];

    // A live display adds the line's end by itself.
    private static Text Space => new(" ");

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
        foreach ((_, string sentence) in last.Traffic)
        {
            invocation.Output.WriteLine(sentence);
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
            Line($"{picture.At:mm\\:ss}  {picture.Plant}"),
            Space,
            ConduitTable.Draw(picture.Status.Conduits, drawing),
            Space,
            Cell.Of("LATEST FINDINGS", Cell.Quiet),
            .. Lines(findings, "nothing that a rule would refuse so far"),
            Space,
            Cell.Of("WHAT HAPPENED", Cell.Quiet),
            .. Lines(others, "nothing so far"),
        ];
        return new Rows(lines);
    }

    private void Keep(DemoNote note)
    {
        bool isFinding = note.Source == DemoNote.Finding;
        List<DemoNote> list = isFinding ? findings : others;
        list.Add(note);
        int max = isFinding ? FindingsShownMax : NotesShownMax;
        list.RemoveRange(0, Math.Max(0, list.Count - max));
    }

    private IEnumerable<IRenderable> Lines(List<DemoNote> notes, string none) =>
        notes.Count == 0 ? [Cell.Of(none, Cell.Quiet)] : notes.Select(note =>
            note.Source == DemoNote.Invitation ? Cell.Of(note.ToString()) : Line(note.ToString()));

    // A wrapped line would push the rest of the screen about; only what is to be pasted must be whole.
    private Text Line(string text)
    {
        int width = invocation.Surroundings.WidthColumns;
        return Cell.Of(text.Length < width ? text : string.Concat(text.AsSpan(0, width - 2), "…"));
    }
}
