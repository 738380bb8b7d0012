using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Judges a candidate policy beside the live one, and shows what it would change.</summary>
internal sealed class ShadowCommand : ViewVerb<ShadowReport>
{
    private readonly Argument<string> conduit;

    private readonly Option<string?> policy = new("--policy")
    {
        Description = "file of the candidate to shadow from now on",
        HelpName = "FILE",
    };

    private readonly Option<bool> off = new("--off") { Description = "shadow no candidate any more" };

    /// <summary>Makes the command.</summary>
    public ShadowCommand(GlobalOptions globals)
        : base(
            globals,
            "shadow",
            "Judge a candidate policy beside the live one, which alone decides, and show the difference. It ends when the gateway restarts.",
            new WatchOptions(),
            "otedge shadow filling-modbus --policy new.yaml",
            "otedge shadow filling-modbus --watch",
            "otedge shadow filling-modbus --off")
    {
        conduit = ConduitArgument.Make(globals);
        Arguments.Add(conduit);
        Options.Add(policy);
        Options.Add(off);
        Validators.Add(result =>
        {
            if (result.GetValue(off) && result.GetValue(policy) is not null)
            {
                result.AddError("--policy and --off contradict each other; give one of them.");
            }
        });
    }

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.For(ApiRoutes.ConduitShadow, invocation.Required(conduit));

    /// <inheritdoc/>
    protected override async Task PrepareAsync(Invocation invocation, GatewayClient gateway, CancellationToken token)
    {
        string? file = invocation.Value(policy);
        if (file is not null || invocation.Value(off))
        {
            await gateway.PostAsync(Route(invocation), new ShadowRequest(file is null ? null : PolicyFile.Read(file)), token);
        }
    }

    /// <inheritdoc/>
    protected override IRenderable Draw(ShadowReport view, Drawing drawing) => ShadowSheet.Draw(view, drawing);
}
