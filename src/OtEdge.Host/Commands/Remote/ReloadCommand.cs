using System.Text.Json;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Has the running gateway read its settings again.</summary>
internal sealed class ReloadCommand(GlobalOptions globals) : Verb(
    globals,
    "reload",
    "Have the gateway read its settings again; bad ones change nothing (also SIGHUP).",
    "otedge reload")
{
    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        var answer = await gateway.PostAsync(ApiRoutes.Reload, token);
        if (invocation.IsJson)
        {
            invocation.WriteJson(answer);
            return ExitCode.Done;
        }

        var result = answer.Deserialize<ReloadResult>(ApiJson.Options) ?? new ReloadResult();
        foreach (string message in result.Messages.DefaultIfEmpty("Settings read; nothing changed."))
        {
            invocation.Output.WriteLine(message);
        }

        return ExitCode.Done;
    }
}
