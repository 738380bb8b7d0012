using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Shows the alert that a command has answered with.</summary>
internal static class AlertAnswer
{
    /// <summary>Writes it for people or programs.</summary>
    public static void Show(Invocation invocation, JsonElement answer)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(answer);
            return;
        }

        var alert = answer.Deserialize<Alert>(ApiJson.Options) ?? throw new JsonException("expected an alert, found null");
        invocation.Screen().Write(AlertSheet.Draw(alert, Drawing.Once(invocation)));
    }
}
