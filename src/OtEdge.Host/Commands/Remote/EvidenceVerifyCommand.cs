using System.CommandLine;
using System.Text.Json;
using OtEdge.Host.Evidence;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Says whether a report is as it was sealed; needs no gateway.</summary>
internal sealed class EvidenceVerifyCommand : Verb
{
    private readonly Argument<string> file = new("FILE") { Description = "a report as JSON" };

    /// <summary>Makes the command.</summary>
    public EvidenceVerifyCommand(GlobalOptions globals)
        : base(globals, "verify", "Say whether a report is as it was sealed. Exit 0: it is; 1: it was changed.", "otedge evidence verify evidence.json") =>
        Arguments.Add(file);

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        string path = invocation.Required(file);
        string? sealedAs;
        string digest;
        try
        {
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(path, token));
            sealedAs = document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("digest", out var given) ? given.GetString() : null;
            digest = CanonicalJson.DigestOf(document.RootElement);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw new CommandFailure(ExitCode.Wrong, $"'{path}' is no report: {fault.Message}", fault);
        }

        if (sealedAs is null)
        {
            throw new CommandFailure(ExitCode.Wrong, $"'{path}' carries no digest: expected a report of 'otedge evidence --output json'.");
        }

        bool isWhole = sealedAs == digest;
        if (invocation.IsJson)
        {
            invocation.WriteJson(new Dictionary<string, object> { ["whole"] = isWhole, ["sealed_as"] = sealedAs, ["digest"] = digest });
        }
        else
        {
            invocation.Output.WriteLine(isWhole
                ? $"{path} is as it was sealed: {digest}"
                : $"{path} was changed after it was sealed: it says {sealedAs}, its content gives {digest}");
        }

        return isWhole ? ExitCode.Done : ExitCode.Found;
    }
}
