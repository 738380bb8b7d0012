using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Shows what came of a step with a campaign.</summary>
internal static class CampaignAnswer
{
    /// <summary>Shows it.</summary>
    public static ExitCode Show(Invocation invocation, JsonElement answer)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(answer);
            return ExitCode.Done;
        }

        var view = answer.Deserialize<CampaignView>(ApiJson.Options) ?? throw new JsonException("expected a campaign, found null");
        invocation.Screen().Write(CampaignSheet.Draw(view, Drawing.Once(invocation)));
        return ExitCode.Done;
    }
}
