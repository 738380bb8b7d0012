using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Signs what a rare regime does.</summary>
internal sealed class EvidenceSignCommand : Verb
{
    private readonly Argument<string> conduit;
    private readonly Option<string> regime = new("--regime") { Description = "the regime", HelpName = "NAME", Required = true };
    private readonly Option<string> operations = new("--operations")
    {
        Description = "what it does: one operation a line, as 'policy explain' takes them",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string?> note = new("--note") { Description = "where and how it was rehearsed, in your words", HelpName = "TEXT" };

    /// <summary>Makes the command.</summary>
    public EvidenceSignCommand(GlobalOptions globals)
        : base(
            globals,
            "sign",
            "Sign, as its owner, the list of operations of a regime that is too rare to be sampled. It stands for the regime once all of "
                + "them were seen passing and are allowed. Exit 0: it stands; 3: not yet.",
            "otedge evidence sign filling-modbus --regime cleaning --operations cleaning.txt --note \"rehearsed with the cleaning crew\"")
    {
        conduit = ConduitArgument.Make(globals);
        Arguments.Add(conduit);
        Options.Add(regime);
        Options.Add(operations);
        Options.Add(note);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var request = new RehearsalRequest(
            invocation.Value(regime), PolicyFile.Read(invocation.Value(operations)!).Text, invocation.Value(note));
        using var gateway = GatewayClient.For(invocation);
        var answer = await gateway.PostAsync(ApiRoutes.For(ApiRoutes.ConduitRehearsals, invocation.Required(conduit)), request, token);
        var view = answer.Deserialize<SignedRehearsalView>(ApiJson.Options) ?? throw new JsonException("expected a rehearsal, found null");
        if (invocation.IsJson)
        {
            invocation.WriteJson(answer);
        }
        else
        {
            invocation.Screen().Write(RehearsalSheet.Draw([view], Drawing.Once(invocation)));
        }

        return view.Stands ? ExitCode.Done : ExitCode.Refused;
    }
}
