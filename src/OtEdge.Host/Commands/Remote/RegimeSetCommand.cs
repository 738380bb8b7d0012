using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Presses the button of an operating regime.</summary>
internal sealed class RegimeSetCommand : Verb
{
    private readonly Argument<string?> name = new("NAME")
    {
        Description = "a regime with `button: true`",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> off = new("--off") { Description = "let go of the regime that is set by hand" };

    /// <summary>Makes the command.</summary>
    public RegimeSetCommand(GlobalOptions globals)
        : base(
            globals,
            "set",
            "Set an operating regime by hand. It holds until another one is set, or until --off.",
            "otedge regime set drill",
            "otedge regime set --off")
    {
        Arguments.Add(name);
        Options.Add(off);
        Validators.Add(result =>
        {
            if (result.GetValue(off) == (result.GetValue(name) is not null))
            {
                result.AddError("expected either the name of a regime or --off");
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        var answer = await gateway.PostAsync(ApiRoutes.Regime, new RegimeRequest(invocation.Value(name)), token);
        if (invocation.IsJson)
        {
            invocation.WriteJson(answer);
            return ExitCode.Done;
        }

        var view = answer.Deserialize<RegimeView>(ApiJson.Options) ?? throw new JsonException("expected a regime, found null");
        invocation.Screen().Write(RegimeLine.Sheet(view, Drawing.Once(invocation)));
        return ExitCode.Done;
    }
}
