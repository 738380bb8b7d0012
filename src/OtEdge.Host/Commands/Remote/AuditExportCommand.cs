using System.CommandLine;
using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Writes the whole audit to a file that is verified anywhere.</summary>
internal sealed class AuditExportCommand : Verb
{
    private readonly Argument<string> file = new("FILE") { Description = "file to write; `-` is standard output" };

    /// <summary>Makes the command.</summary>
    public AuditExportCommand(GlobalOptions globals)
        : base(
            globals,
            "export",
            "Write the whole audit with signed checkpoints to a file; kept elsewhere, it holds everything up to now fast.",
            "otedge audit export audit.jsonl") => Arguments.Add(file);

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        byte[] export = await gateway.GetBytesAsync(ApiRoutes.AuditExport, token);
        string path = invocation.Required(file);
        if (path == "-")
        {
            invocation.Output.Write(System.Text.Encoding.UTF8.GetString(export));
            return ExitCode.Done;
        }

        try
        {
            await File.WriteAllBytesAsync(path, export, token);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Wrong, $"{path} cannot be written: {fault.Message}");
        }

        int lines = export.Count(letter => letter == '\n');
        if (invocation.IsJson)
        {
            invocation.WriteJson(new { file = path, lines });
            return ExitCode.Done;
        }

        invocation.Output.WriteLine($"{path}: {lines} lines. Keep it on another machine and verify it there: otedge audit verify {path}");
        return ExitCode.Done;
    }
}
