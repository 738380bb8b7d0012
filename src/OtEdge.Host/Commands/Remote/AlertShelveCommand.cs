using System.CommandLine;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Counts alerts like one for a while without sending them.</summary>
internal sealed class AlertShelveCommand : Verb
{
    private readonly Argument<string> id = new("ID") { Description = "id of the alert, such as a-3c9a41d2be07" };
    private readonly Option<TimeSpan?> length = DurationOption.Make("--for", "how long, such as 8h (the default), at most 7d");
    private readonly Option<string?> reason = new("--reason") { Description = "why, in your words", HelpName = "TEXT" };
    private readonly Option<bool> off = new("--off") { Description = "end it now" };

    /// <summary>Makes the command.</summary>
    public AlertShelveCommand(GlobalOptions globals)
        : base(
            globals, "shelve", "Count alerts like this one for a while without sending them; it ends by itself.",
            "otedge alerts shelve a-3c9a41d2be07 --for 8h --reason \"known, the MES is updated tonight\"",
            "otedge alerts shelve a-3c9a41d2be07 --off")
    {
        Arguments.Add(id);
        Options.Add(length);
        Options.Add(reason);
        Options.Add(off);
        Validators.Add(result =>
        {
            if (!result.GetValue(off) && string.IsNullOrWhiteSpace(result.GetValue(reason)))
            {
                result.AddError("expected --reason TEXT, because shelving hides an alert from people; or --off");
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        string path = ApiRoutes.For(ApiRoutes.AlertShelf, invocation.Required(id));
        string? span = invocation.Value(length) is { } given ? DurationText.Of(given) : null;
        var request = new ShelveRequest(span, invocation.Value(reason), invocation.Value(off));
        AlertAnswer.Show(invocation, await gateway.PostAsync(path, request, token));
        return ExitCode.Done;
    }
}
