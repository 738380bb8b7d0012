using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Who talks to whom, as a graph.</summary>
internal sealed class FlowGraphCommand : Verb
{
    private readonly Option<string?> format = WordOption.Make<GraphFormat>("--format", "what is written (default dot)");

    /// <summary>Makes the command.</summary>
    public FlowGraphCommand(GlobalOptions globals)
        : base(
            globals,
            "graph",
            "Write who talks to whom as a graph file, to standard output; clients that no asset declares are red.",
            "otedge flows graph --format svg > plant.svg",
            "otedge flows graph | dot -Tpdf > plant.pdf") =>
        Options.Add(format);

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        JsonElement document = await gateway.GetAsync(ApiRoutes.Inventory, token);
        InventoryView view = document.Deserialize<InventoryView>(ApiJson.Options)
            ?? throw new JsonException("expected a document, found null");
        string wanted = invocation.Value(format) ?? Words.Snake(GraphFormat.Dot);
        if (invocation.IsJson || wanted == Words.Snake(GraphFormat.Json))
        {
            invocation.WriteJson(document);
        }
        else
        {
            await invocation.Output.WriteAsync(wanted == Words.Snake(GraphFormat.Svg) ? SvgGraph.Of(view) : DotGraph.Of(view));
        }

        return ExitCode.Done;
    }
}
