using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Offline;
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
            "otedge replay filling-modbus --policy candidate.yaml --pcap monday.pcapng",
            "otedge replay filling-modbus --policy candidate.yaml --pcap monday.pcap --port 1502 --output json")
    {
        conduit = ConduitArgument.Make(globals);
        Arguments.Add(conduit);
        Options.Add(policy);
        capture.AddTo(this);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        string name = invocation.Required(conduit);
        string file = capture.File(invocation)
            ?? throw new CommandFailure(ExitCode.Wrong, "expected a capture to replay: --pcap FILE.");
        var site = OfflineSite.Read(invocation);
        var known = CaptureOptions.ConduitOf(name, site, invocation.ConfigDirectory);
        var candidate = CandidatePolicy.Read(invocation.Value(policy)!, site);
        ReplayView view;
        using (var progress = new Progress(invocation.Surroundings, $"replaying {file}"))
        {
            var source = CaptureOptions.Source(file, known, progress);
            view = OfflineReplay.Run(name, site, candidate, source, capture.Port(invocation));
        }

        if (invocation.IsJson)
        {
            invocation.WriteJson(view);
        }
        else
        {
            invocation.Screen().Write(ReplaySheet.Draw(view, Drawing.Once(invocation)));
        }

        return Task.FromResult(view.WouldBeRefused > 0 ? ExitCode.Refused : ExitCode.Done);
    }
}
