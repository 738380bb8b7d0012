using OtEdge.Console.Api;
using OtEdge.Host.Commands;

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
    public void End(DemoPicture last) => Show(last with { At = trafficAt + TrafficPeriod });

    private void Show(DemoPicture picture)
    {
        foreach (DemoNote note in picture.News)
        {
            Write(note);
        }

        TimeSpan passed = picture.At - trafficAt;
        if (passed >= TrafficPeriod)
        {
            trafficAt = picture.At;
            foreach (ConduitView conduit in picture.Status.Conduits)
            {
                double rate = (conduit.RequestsTotal - requestsBefore.GetValueOrDefault(conduit.Name)) / passed.TotalSeconds;
                requestsBefore[conduit.Name] = conduit.RequestsTotal;
                Write(new DemoNote(picture.At, "traffic", $"{DemoWords.Traffic(conduit)}; {rate:0.0} requests/s"));
            }
        }

        invocation.Output.Flush();
    }

    private void Write(DemoNote note) =>
        invocation.Output.WriteLine(Commands.Rendering.Cell.Printable(note.ToString()));
}
