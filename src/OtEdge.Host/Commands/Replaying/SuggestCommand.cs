using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Core.Policy.Nodes.Suggesting;
using OtEdge.Core.Zones;
using OtEdge.Host.Commands.Offline;
using OtEdge.Host.Commands.Remote;
using OtEdge.Host.Commands.Rendering;
using OtEdge.Host.Gateway;
using OtEdge.Host.Replaying;

namespace OtEdge.Host.Commands.Replaying;

/// <summary>Writes a policy that allows what was seen, for people to look through.</summary>
internal sealed class SuggestCommand : Verb
{
    private readonly Argument<string> conduit;
    private readonly CaptureOptions capture = new();

    private readonly Option<int?> writesMin = new("--writes-min")
    {
        Description = $"allow writes that were seen at least so often (default {Suggestions.WritesMinDefault})",
        HelpName = "N",
        CustomParser = result =>
        {
            string text = result.Tokens.Single().Value;
            if (int.TryParse(text, out int number) && number >= 1)
            {
                return number;
            }

            result.AddError($"--writes-min '{text}': expected a number of at least 1");
            return null;
        },
    };

    /// <summary>Makes the command.</summary>
    public SuggestCommand(GlobalOptions globals)
        : base(
            globals,
            "suggest",
            "Write a policy that allows what was seen, on standard output, with the evidence behind each rule.",
            "otedge suggest filling-modbus --since 7d > policies/filling-modbus.yaml",
            "otedge suggest filling-modbus --pcap monday.pcapng > policies/filling-modbus.yaml",
            "otedge suggest filling-modbus --pcap monday.pcap --port 1502 --writes-min 10")
    {
        conduit = ConduitArgument.Make(globals);
        Arguments.Add(conduit);
        capture.AddTo(this);
        Options.Add(writesMin);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        string name = invocation.Required(conduit);
        Write(invocation, capture.File(invocation) is { } file
            ? FromCapture(invocation, name, file)
            : await FromHistoryAsync(invocation, name, token));
        return ExitCode.Done;
    }

    private async Task<SuggestionView> FromHistoryAsync(Invocation invocation, string name, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        string route = Query.On(
            ApiRoutes.For(ApiRoutes.ConduitSuggestion, name),
            ("since", capture.Since(invocation)),
            ("writes_min", invocation.Value(writesMin)?.ToString()));
        using var progress = new Progress(invocation.Surroundings, $"reading what was recorded of {name}");
        return (await gateway.GetLongAsync(route, progress, token)).Deserialize<SuggestionView>(ApiJson.Options)!;
    }

    private SuggestionView FromCapture(Invocation invocation, string name, string file)
    {
        var site = OfflineSite.Read(invocation);
        var known = CaptureOptions.ConduitOf(name, site, invocation.ConfigDirectory);
        using var progress = new Progress(invocation.Surroundings, $"reading {file}");
        int? devices = capture.Port(invocation);
        int often = invocation.Value(writesMin) ?? Suggestions.WritesMinDefault;
        var protocol = known?.Protocol ?? CaptureSource.ProtocolOf(file, devices);
        using var keys = capture.Keys(invocation, protocol);
        var source = new CaptureSource(file, protocol, known, progress.Tell) { Keys = keys };
        SuggestionView view;
        if (protocol == ConduitProtocol.OpcUa)
        {
            var clients = new DeclaredClients(site.Assets);
            var collected = source.Run(devices, () => new NodeFlowCollector(clients.NameOf, source.Paths));
            view = NodeSuggestions.Of(name, known?.Policy ?? name, Path.GetFileName(file), collected.Flows(name), often) with
            {
                Requests = source.Requests,
            };
        }
        else
        {
            var collected = source.Run(devices, () => Suggestions.Collector(known, site));
            view = Suggestions.Of(name, site, collected, Path.GetFileName(file), often);
        }

        return view with { Notes = [.. source.Notes()] };
    }

    // Standard output holds the policy and nothing else, so that it can be sent into a file.
    private static void Write(Invocation invocation, SuggestionView view)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(view);
            return;
        }

        invocation.Output.Write(view.Text);
        TextWriter error = invocation.Surroundings.Error;
        error.WriteLine(
            $"otedge: {Words.Count(view.Rules, "rule")} from {Words.Count(view.Requests, "request")}; "
            + (view.FlowsLeftOut == 0
                ? "nothing is left out."
                : $"left out: {Words.Count(view.OperationsLeftOut, "operation")} of {Words.Count(view.FlowsLeftOut, "flow")}, listed at its end."));
        foreach (string note in view.Notes)
        {
            error.WriteLine($"otedge: {note}");
        }
    }
}
