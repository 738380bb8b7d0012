using System.CommandLine;
using System.Text;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Replaying;
using OtEdge.Host.Evidence;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Makes a sealed report of how far the evidence for a policy carries.</summary>
internal sealed class EvidenceCommand : Verb
{
    private const string Html = "html";

    private readonly Argument<string?> conduit = new("CONDUIT")
    {
        Description = "name of the conduit",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> policy = new("--policy")
    {
        Description = "the policy to judge by (default: the live one)",
        HelpName = "FILE",
    };

    private readonly Option<TimeSpan?> since = DurationOption.Make(
        "--since", "how far back, such as 7d (default: everything that is recorded)", TimeSpan.FromMinutes(1));

    private readonly Option<string?> file = new("--out") { Description = "write the report into this file", HelpName = "FILE" };

    // Stands before the option of all commands, which knows no page.
    private readonly Option<string> output = new("--output", "-o")
    {
        Description = "text for people, json for programs and for keeping, html as a page to print",
        HelpName = "text|json|html",
        DefaultValueFactory = _ => "text",
    };

    /// <summary>Makes the command.</summary>
    public EvidenceCommand(GlobalOptions globals)
        : base(
            globals,
            "evidence",
            "Report how far the evidence for a policy carries: regimes, what would be refused, gates. Exit 0: ready; 3: a gate is not passed.",
            "otedge evidence filling-modbus",
            "otedge evidence filling-modbus --policy candidate.yaml --since 7d",
            "otedge evidence filling-modbus --output html --out evidence.html")
    {
        output.AcceptOnlyFromAmong("text", "json", Html);
        Arguments.Add(conduit);
        Options.Add(policy);
        Options.Add(since);
        Options.Add(file);
        Options.Add(output);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        string name = invocation.Value(conduit)
            ?? throw new CommandFailure(ExitCode.Wrong, "expected the name of a conduit: otedge evidence CONDUIT.");
        var request = new EvidenceRequest(
            invocation.Value(policy) is { } path ? PolicyFile.Read(path) : null,
            invocation.Value(since) is { } span ? DurationText.Of(span) : null);
        using var gateway = GatewayClient.For(invocation);
        using var progress = new Progress(invocation.Surroundings, $"judging what was recorded of {name}");
        var document = await gateway.PostLongAsync(ApiRoutes.For(ApiRoutes.ConduitEvidence, name), request, progress, token);
        var report = document.Deserialize<EvidenceView>(ApiJson.Options) ?? throw new JsonException("expected a report, found null");
        Write(invocation, document, report);
        return report.Ready ? ExitCode.Done : ExitCode.Refused;
    }

    private void Write(Invocation invocation, JsonElement document, EvidenceView report)
    {
        string form = invocation.Value(output)!;
        if (invocation.Value(file) is { } path)
        {
            string text = form == Html ? EvidencePage.Of(report)
                : form == "json" ? Invocation.Json(document)
                : EvidenceText.Of(report);
            try
            {
                File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new CommandFailure(ExitCode.Found, $"'{path}' cannot be written: {fault.Message}", fault);
            }

            return;
        }

        switch (form)
        {
            case Html:
                invocation.Output.Write(EvidencePage.Of(report));
                break;
            case "json":
                invocation.WriteJson(document);
                break;
            default:
                invocation.Output.Write(EvidenceText.Of(report));
                break;
        }
    }
}
