using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Shows what came of a proposal or a step.</summary>
internal static class ChangeAnswer
{
    /// <summary>Writes the answer as the person asked for it.</summary>
    public static ExitCode Show(Invocation invocation, JsonElement answer)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(answer);
            return ExitCode.Done;
        }

        var result = answer.Deserialize<ChangeResult>(ApiJson.Options)
            ?? throw new JsonException("expected what came of a change, found null");
        var drawing = Drawing.Once(invocation);
        string until = result.Deadline is { } deadline
            ? $" until {drawing.Moment(deadline)} ({Cell.Left(deadline - drawing.Now)})"
            : "";
        invocation.Output.WriteLine($"{result.Id} {result.Conduit}: {result.State.Replace('_', ' ')}{until}");
        if (result.Message.Length > 0)
        {
            invocation.Output.WriteLine(Cell.Printable(result.Message));
        }

        return ExitCode.Done;
    }
}
