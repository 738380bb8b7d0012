using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Offline;
using OtEdge.Host.Commands.Remote;
using OtEdge.Host.Commands.Rendering;
using OtEdge.Host.Replaying;

namespace OtEdge.Host.Commands.Replaying;

/// <summary>Says what a policy would have refused of traffic that has passed.</summary>
internal sealed class ReplayCommand : Verb
{
    private readonly Argument<string> conduit;

    private readonly Option<string> policy = new("--policy")
    {
        Description = "the policy to try",
        HelpName = "FILE",
        Required = true,
    };

    private readonly CaptureOptions capture = new();

    /// <summary>Makes the command.</summary>
    public ReplayCommand(GlobalOptions globals)
        : base(
            globals,
            "replay",
            "Say what a policy would have refused of traffic that has passed. Exit 0: nothing; 3: something; 2: a file is wrong.",
            "otedge replay filling-modbus --policy candidate.yaml --since 30d",
            "otedge replay filling-modbus --policy candidate.yaml --pcap monday.pcapng",
            "otedge replay filling-modbus --policy candidate.yaml --pcap monday.pcap --port 1502 --output json",
            "otedge replay filling-opcua --policy candidate.yaml --pcap monday.pcapng --keys monday.keys")
    {
        conduit = ConduitArgument.Make(globals);
        Arguments.Add(conduit);
        Options.Add(policy);
        capture.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        string name = invocation.Required(conduit);
        var view = capture.File(invocation) is { } file
            ? OfCapture(invocation, name, file)
            : await OfHistoryAsync(invocation, name, token);
        if (invocation.IsJson)
        {
            invocation.WriteJson(view);
        }
        else
        {
            invocation.Screen().Write(ReplaySheet.Draw(view, Drawing.Once(invocation)));
        }

        return view.WouldBeRefused > 0 ? ExitCode.Refused : ExitCode.Done;
    }

    private async Task<ReplayView> OfHistoryAsync(Invocation invocation, string name, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        var request = new ReplayRequest(PolicyFile.Read(invocation.Value(policy)!), capture.Since(invocation));
        using var progress = new Progress(invocation.Surroundings, $"replaying what was recorded of {name}");
        var answer = await gateway.PostLongAsync(ApiRoutes.For(ApiRoutes.ConduitReplay, name), request, progress, token);
        return answer.Deserialize<ReplayView>(ApiJson.Options)!;
    }

    private ReplayView OfCapture(Invocation invocation, string name, string file)
    {
        var site = OfflineSite.Read(invocation);
        var known = CaptureOptions.ConduitOf(name, site, invocation.ConfigDirectory);
        var candidate = CandidatePolicy.Read(invocation.Value(policy)!, site, known);
        using var keys = capture.Keys(invocation, candidate.Protocol);
        using var progress = new Progress(invocation.Surroundings, $"replaying {file}");
        var source = new CaptureSource(file, candidate.Protocol, known, progress.Tell) { Keys = keys };
        return OfflineReplay.Run(name, site, candidate, source, capture.Port(invocation));
    }
}
