using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Auditing;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Proves the archive of a change; needs no gateway.</summary>
internal sealed class ChangeVerifyCommand : Verb
{
    private readonly Argument<string> file = new("FILE") { Description = "archive of 'otedge changes evidence'" };
    private readonly Option<string?> key = new("--key") { Description = "public key (PEM) that you trust; without it the one that the archive names", HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    public ChangeVerifyCommand(GlobalOptions globals)
        : base(
            globals,
            "verify",
            "Prove that the archive of a change is as it was made: files, audit and signatures. Exit 1 when something is wrong.",
            "otedge changes verify c-0007.zip")
    {
        Arguments.Add(file);
        Options.Add(key);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        string path = invocation.Required(file);
        AuditProofView proof = Prove(path, invocation.Value(key));
        if (invocation.IsJson)
        {
            invocation.WriteJson(proof);
        }
        else
        {
            foreach (string fault in proof.Faults)
            {
                invocation.Output.WriteLine($"altered: {fault}");
            }

            invocation.Output.WriteLine(proof.Ok
                ? $"{path} is as it was made; audit entries {proof.First} to {proof.Last}, signed by key {string.Join(", ", proof.Keys)}"
                : $"{path} is not as it was made");
        }

        return Task.FromResult(proof.Ok ? ExitCode.Done : ExitCode.Found);
    }

    private static AuditProofView Prove(string path, string? keyFile)
    {
        try
        {
            using FileStream archive = File.OpenRead(path);
            return ChangeArchives.Prove(archive, keyFile is null ? null : File.ReadAllText(keyFile));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CommandFailure(ExitCode.Wrong, $"{path}: {fault.Message}", fault);
        }
    }
}
