using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Host.Demo;
using Xunit;

namespace OtEdge.Tests.Demo;

/// <summary>What the demo remembers until somebody looks.</summary>
public sealed class DemoNotesTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly DemoNotes notes;

    public DemoNotesTests() => notes = new DemoNotes(time);

    [Fact]
    public void A_note_is_taken_once_with_its_time_and_source()
    {
        time.Advance(TimeSpan.FromSeconds(65));
        notes.Add("gateway", "something happened");
        Assert.Equal("01:05  gateway  something happened", notes.Take().Single().ToString());
        Assert.Empty(notes.Take());
    }

    [Fact]
    public void Only_the_latest_500_are_kept_when_nobody_looks()
    {
        for (int i = 0; i < 600; i++)
        {
            notes.Add("plant", $"{i}");
        }

        IReadOnlyList<DemoNote> kept = notes.Take();
        Assert.Equal(500, kept.Count);
        Assert.Equal("100", kept[0].Text);
    }

    [Fact]
    public void The_plant_is_heard_from_information_on_and_the_gateway_from_warning_on()
    {
        Log("OtEdge.Plant", LogLevel.Debug);
        Log("OtEdge.Plant", LogLevel.Information);
        Log("OtEdge.Host.Gateway.GatewayRuntime", LogLevel.Information);
        Log("OtEdge.Host.Gateway.GatewayRuntime", LogLevel.Warning);
        Assert.Equal(["plant: Information", "gateway: Warning"], notes.Take().Select(note => $"{note.Source}: {note.Text}"));
    }

    public void Dispose() => notes.Dispose();

    private void Log(string category, LogLevel level) =>
        notes.CreateLogger(category).Log(level, default, level, null, static (state, _) => state.ToString());
}
