using OtEdge.Console.Api;
using OtEdge.Host.Commands;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Demo;

/// <summary>The demo in a pipe or a file: a line for everything that happens, and the traffic every few seconds.</summary>
internal sealed class PlainDemoView(Invocation invocation) : IDemoView
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TrafficPeriod = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, long> requestsBefore = [];
    private TimeSpan trafficAt;

    /// <inheritdoc/>
    public Task ShowAsync(Func<DemoPicture> look, CancellationToken stop) =>
        DemoRhythm.RepeatAsync(invocation.Surroundings.Time, Period, look, Show, stop);

    /// <inheritdoc/>
    public void End(DemoPicture last)
    {
        WriteNews(last);
        foreach ((_, string sentence) in last.Traffic)
        {
            Write(new DemoNote(last.At, DemoNote.Traffic, sentence));
        }
    }

    private void Show(DemoPicture picture)
    {
        WriteNews(picture);
        TimeSpan passed = picture.At - trafficAt;
        if (passed >= TrafficPeriod)
        {
            trafficAt = picture.At;
            foreach ((ConduitView conduit, string sentence) in picture.Traffic)
            {
                double rate = (conduit.RequestsTotal - requestsBefore.GetValueOrDefault(conduit.Name)) / passed.TotalSeconds;
                requestsBefore[conduit.Name] = conduit.RequestsTotal;
                Write(new DemoNote(picture.At, DemoNote.Traffic, $"{sentence}; {rate:0.0} requests/s"));
            }
        }

        invocation.Output.Flush();
    }

    private void WriteNews(DemoPicture picture)
    {
        foreach (DemoNote note in picture.News)
        {
            Write(note);
        }
    }

    private void Write(DemoNote note) =>
        invocation.Output.WriteLine(Cell.Printable(note.ToString()));
}
