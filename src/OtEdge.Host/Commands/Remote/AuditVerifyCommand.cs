using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Journal.Auditing;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Follows the chain of an audit and holds it against signed checkpoints; an export needs no gateway.</summary>
internal sealed class AuditVerifyCommand : Verb
{
    private readonly Argument<string?> file = new("FILE") { Description = "an export; none: the audit of the running gateway", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> key = new("--key") { Description = "public key (PEM) that you trust; without it the one that the export names", HelpName = "FILE" };
    private readonly Option<string?> against = new("--against") { Description = "an earlier export, or checkpoints that were kept outside", HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    public AuditVerifyCommand(GlobalOptions globals)
        : base(
            globals,
            "verify",
            "Prove that an audit was not altered: edits, losses, moves, cuts and forged signatures are found. Exit 1 when something is wrong.",
            "otedge audit verify",
            "otedge audit verify audit.jsonl --against last-month.jsonl --key audit.pub")
    {
        Arguments.Add(file);
        Options.Add(key);
        Options.Add(against);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        AuditProofView proof = invocation.Value(file) is { } path
            ? Offline(path, invocation.Value(key), invocation.Value(against))
            : await OfGatewayAsync(invocation, token);
        if (invocation.IsJson)
        {
            invocation.WriteJson(proof);
        }
        else
        {
            Say(invocation.Output, proof, invocation.Value(file) is not null && invocation.Value(key) is null);
        }

        return proof.Ok ? ExitCode.Done : ExitCode.Found;
    }

    private static async Task<AuditProofView> OfGatewayAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        JsonElement answer = await gateway.GetAsync(ApiRoutes.AuditProof, token);
        return answer.Deserialize<AuditProofView>(ApiJson.Options) ?? throw new JsonException("expected a proof, found null");
    }

    private static AuditProofView Offline(string path, string? keyFile, string? outside)
    {
        try
        {
            AuditExport export = AuditExport.Read(File.ReadLines(path));
            if (export.Lines.Count == 0)
            {
                throw new FormatException("it has no entries.");
            }

            string? pem = keyFile is null ? export.PublicKey : File.ReadAllText(keyFile);
            AuditCheckpoint[] checkpoints = [.. export.Checkpoints, .. outside is null ? [] : AuditExport.Read(File.ReadLines(outside)).Checkpoints];
            AuditProof proof = AuditProof.Of(export.Lines, checkpoints, pem is null ? [] : [pem], isWhole: true);
            return new AuditProofView(proof.First, proof.Last, proof.Signed, proof.Faults)
            {
                Keys = [.. checkpoints.Select(checkpoint => checkpoint.Key).Distinct()],
            };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CommandFailure(ExitCode.Wrong, $"{path}: {fault.Message} Expected an export of 'otedge audit export'.");
        }
    }

    private static void Say(TextWriter output, AuditProofView proof, bool trustsItself)
    {
        foreach (string fault in proof.Faults)
        {
            output.WriteLine($"altered: {fault}");
        }

        output.WriteLine(proof.Ok
            ? $"whole: entries {proof.First} to {proof.Last}, signed up to {proof.Signed}"
            : $"not whole: the chain is good from entry {proof.First} to {proof.Last}, signed up to {proof.Signed}");
        if (trustsItself && proof.Keys.Count > 0)
        {
            output.WriteLine($"signed by key {string.Join(", ", proof.Keys)}, as the export says itself; hold it against the one that you know, or give --key");
        }
    }
}
