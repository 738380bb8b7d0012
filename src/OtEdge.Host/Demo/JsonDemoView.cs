using OtEdge.Host.Commands;

namespace OtEdge.Host.Demo;

/// <summary>The demo for programs: its last status as one line of JSON, and nothing else.</summary>
internal sealed class JsonDemoView(Invocation invocation) : IDemoView
{
    /// <inheritdoc/>
    public Task ShowAsync(Func<DemoPicture> look, CancellationToken stop) =>
        DemoRhythm.RepeatAsync(invocation.Surroundings.Time, TimeSpan.FromSeconds(1), look, static _ => { }, stop);

    /// <inheritdoc/>
    public void End(DemoPicture last) => invocation.WriteJsonLine(last.Status);
}
