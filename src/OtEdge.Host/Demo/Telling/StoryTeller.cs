using OtEdge.Console.Api;
using OtEdge.Host.Commands;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Demo.Telling;

/// <summary>Tells a story line by line: as text, or as one JSON document a line.</summary>
/// <param name="invocation">Where it is told.</param>
internal sealed class StoryTeller(Invocation invocation)
{
    private readonly long began = invocation.Surroundings.Time.GetTimestamp();

    /// <summary>The clock.</summary>
    public TimeProvider Time => invocation.Surroundings.Time;

    /// <summary>Tells one line.</summary>
    /// <param name="text">A sentence or two.</param>
    /// <param name="change">Id of the change that it is about; null: of none.</param>
    /// <param name="state">Where that change stands; null: it is about none.</param>
    public void Tell(string text, string? change = null, string? state = null)
    {
        TimeSpan at = Time.GetElapsedTime(began);
        if (invocation.IsJson)
        {
            invocation.WriteJsonLine(new StoryLine(Math.Round(at.TotalSeconds, 1), Cell.Printable(text), change, state));
        }
        else
        {
            invocation.Output.WriteLine($"{at:mm\\:ss}  {Cell.Printable(text)}");
            invocation.Output.Flush();
        }
    }

    /// <summary>Ends the story with how everything stands.</summary>
    public void End(StatusView status)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJsonLine(status);
        }
    }
}
