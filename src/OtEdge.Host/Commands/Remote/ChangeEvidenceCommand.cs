using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Writes everything about one change into one archive.</summary>
internal sealed class ChangeEvidenceCommand : Verb
{
    private readonly Argument<string> id = new("ID") { Description = "id of the change, such as c-0007" };
    private readonly Option<string?> file = new("--file") { Description = "file to write. Default ID.zip", HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    public ChangeEvidenceCommand(GlobalOptions globals)
        : base(
            globals,
            "evidence",
            "Write the change, a page to print, and its part of the audit with signatures into one archive.",
            "otedge changes evidence c-0007",
            "otedge changes verify c-0007.zip")
    {
        Arguments.Add(id);
        Options.Add(file);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        string change = invocation.Required(id);
        string path = invocation.Value(file) ?? $"{change}.zip";
        using var gateway = GatewayClient.For(invocation);
        byte[] archive = await gateway.GetBytesAsync(ApiRoutes.For(ApiRoutes.ChangeArchive, change), token);
        try
        {
            await File.WriteAllBytesAsync(path, archive, token);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Wrong, $"the file '{path}' cannot be written: {fault.Message}", fault);
        }

        if (invocation.IsJson)
        {
            invocation.WriteJson(new Dictionary<string, object> { ["file"] = path, ["bytes"] = archive.Length });
            return ExitCode.Done;
        }

        invocation.Output.WriteLine($"{Cell.Printable(path)}: {Words.Count(archive.Length, "byte")}; verify it on any machine: otedge changes verify {Cell.Printable(path)}");
        return ExitCode.Done;
    }
}
