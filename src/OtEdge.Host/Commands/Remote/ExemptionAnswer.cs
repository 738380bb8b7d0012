using System.Text.Json;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Says what came of a step with break-glass or a permit.</summary>
internal static class ExemptionAnswer
{
    /// <summary>Break-glass: its message.</summary>
    public static ExitCode Glass(Invocation invocation, JsonElement answer) =>
        Say<BreakGlassView>(invocation, answer, glass => glass.Message);

    /// <summary>A permit: how it stands.</summary>
    public static ExitCode Permit(Invocation invocation, JsonElement answer) => Say<PermitView>(invocation, answer, permit => permit.State switch
    {
        "asked" => $"{permit.Id} for {permit.Client} on {permit.Conduit} waits for the approval of {string.Join(" and ", permit.Missing)}: otedge permit approve {permit.Id}",
        "running" => $"{permit.Id} runs: for {permit.Left ?? permit.For} {permit.Client} is refused by pins only on {permit.Conduit}. End it with: otedge permit end {permit.Id}",
        _ => $"{permit.Id} has ended: {permit.Ending}",
    });

    private static ExitCode Say<T>(Invocation invocation, JsonElement answer, Func<T, string> text)
        where T : class
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(answer);
            return ExitCode.Done;
        }

        T view = answer.Deserialize<T>(ApiJson.Options) ?? throw new JsonException("expected a document, found null");
        invocation.Output.WriteLine(text(view));
        return ExitCode.Done;
    }
}
