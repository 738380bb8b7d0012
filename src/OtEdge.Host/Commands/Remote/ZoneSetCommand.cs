using System.CommandLine;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Begins a campaign over the conduits of a zone.</summary>
internal sealed class ZoneSetCommand : Verb
{
    private readonly Argument<string> zone = new("ZONE") { Description = "the zone that owns the conduits" };

    private readonly Option<string> mode = new("--mode")
    {
        Description = "the mode that its conduits are led to: monitor or enforce",
        HelpName = "MODE",
        Required = true,
        CompletionSources = { "monitor", "enforce" },
    };

    private readonly Option<string?> window = ChangeOptions.Window();
    private readonly Option<string> reason = ChangeOptions.Reason();
    private readonly Option<TimeSpan?> trial = ChangeOptions.Trial();

    /// <summary>Makes the command.</summary>
    public ZoneSetCommand(GlobalOptions globals)
        : base(
            globals,
            "set",
            "Lead the conduits of a zone to a mode: changes are offered wave by wave, least critical first, a soak between waves; people and gates decide on each.",
            "otedge zone set filling --mode monitor --reason \"see what would be refused\"",
            "otedge zone set filling --mode enforce --trial 15m --window tuesday-maintenance --reason \"audit finding 12\"")
    {
        Arguments.Add(zone);
        Options.Add(mode);
        Options.Add(reason);
        Options.Add(trial);
        Options.Add(window);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var request = new CampaignRequest
        {
            Mode = invocation.Value(mode) ?? "",
            Reason = invocation.Value(reason) ?? "",
            Trial = invocation.Value(trial) is { } span ? DurationText.Of(span) : null,
            Window = invocation.Value(window),
        };
        using var gateway = GatewayClient.For(invocation);
        string path = ApiRoutes.For(ApiRoutes.ZoneMode, invocation.Required(zone));
        return CampaignAnswer.Show(invocation, await gateway.PostAsync(path, request, token));
    }
}
