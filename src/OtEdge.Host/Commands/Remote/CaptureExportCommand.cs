using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Writes the frames that were kept around findings to a file.</summary>
internal sealed class CaptureExportCommand : Verb
{
    private readonly Option<string?> finding = new("--finding") { Description = "only around this finding", HelpName = "ID" };
    private readonly Option<string?> conduit = new("--conduit") { Description = "only of this conduit", HelpName = "CONDUIT" };
    private readonly Option<TimeSpan?> since = DurationOption.Make("--since", "only kept within this time, such as 1h or 7d");
    private readonly Option<string> file = new("--out") { Description = "the pcapng file to write", HelpName = "FILE", Required = true };

    /// <summary>Makes the command.</summary>
    public CaptureExportCommand(GlobalOptions globals)
        : base(
            globals,
            "export",
            "Write the frames around refusals and would-be refusals to a pcapng file; Wireshark shows verdict and rule as comments.",
            "otedge capture export --finding f-3c9a41d2 --out finding.pcapng",
            "otedge capture export --conduit filling-modbus --since 8h --out shift.pcapng")
    {
        Options.Add(finding);
        Options.Add(conduit);
        Options.Add(since);
        Options.Add(file);
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        string path = invocation.Value(file)!;
        string route = Query.On(
            ApiRoutes.Captures,
            ("finding", invocation.Value(finding)),
            ("conduit", invocation.Value(conduit)),
            ("since", invocation.Value(since) is { } span ? $"{invocation.Surroundings.Time.GetUtcNow() - span:O}" : null));
        using var gateway = GatewayClient.For(invocation);
        byte[] capture = await gateway.GetBytesAsync(route, token);
        try
        {
            await File.WriteAllBytesAsync(path, capture, token);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Wrong, $"the file '{path}' cannot be written: {fault.Message}", fault);
        }

        invocation.Output.WriteLine($"{Cell.Printable(path)}: {Words.Count(capture.Length, "byte")}; open it with Wireshark or tshark -r.");
        return ExitCode.Done;
    }
}
