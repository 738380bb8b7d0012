using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Closes a conduit and opens it again as the settings now say.</summary>
internal sealed class ConduitRestartCommand : Verb
{
    private readonly Argument<string> conduit;

    /// <summary>Makes the command.</summary>
    public ConduitRestartCommand(GlobalOptions globals)
        : base(
            globals,
            "restart",
            "Drop the connections of a conduit and open it as the settings now say (listen, device, limits).",
            "otedge conduits restart filling-modbus")
    {
        conduit = ConduitArgument.Make(globals);
        Arguments.Add(conduit);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        string name = invocation.Required(conduit);
        using var gateway = GatewayClient.For(invocation);
        var before = Read(await gateway.GetAsync(ApiRoutes.For(ApiRoutes.Conduit, name), token));

        // Said before it happens, on the error stream so that JSON stays alone on the other.
        await invocation.Surroundings.Error.WriteLineAsync(
            $"Restarting {name}: drops {Words.Count(before.ClientConnections, "client connection")}.");
        var answer = await gateway.PostAsync(ApiRoutes.For(ApiRoutes.ConduitRestart, name), token);
        if (invocation.IsJson)
        {
            invocation.WriteJson(answer);
            return ExitCode.Done;
        }

        var after = Read(answer);
        if (after.Fault is { } fault)
        {
            throw new CommandFailure(ExitCode.Found, $"{name} does not listen: {fault}");
        }

        invocation.Output.WriteLine($"{name} listens on {after.Listen}, device {after.Device}.");
        return ExitCode.Done;
    }

    private static ConduitView Read(JsonElement document) =>
        document.Deserialize<ConduitView>(ApiJson.Options) ?? throw new JsonException("expected a conduit, found null");
}
