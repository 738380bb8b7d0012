using System.CommandLine;
using System.Reflection;

namespace OtEdge.Host.Commands.Offline;

/// <summary>Writes the script with which a shell completes the command line.</summary>
internal sealed class CompletionCommand : Verb
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];
    private readonly Argument<string> shell = new("SHELL") { HelpName = string.Join('|', Shells), Description = string.Join(", ", Shells) };

    /// <summary>Makes the command.</summary>
    public CompletionCommand(GlobalOptions globals)
        : base(
            globals,
            "completion",
            "Write the script that makes a shell complete otedge's commands and options.",
            "source <(otedge completion bash)",
            "otedge completion zsh > ~/.zfunc/_otedge",
            "otedge completion fish > ~/.config/fish/completions/otedge.fish",
            "otedge completion pwsh | Out-String | Invoke-Expression")
    {
        shell.CompletionSources.Add(Shells);
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }] && !Shells.Contains(word))
            {
                result.AddError($"shell '{word}': expected one of {string.Join(", ", Shells)}");
            }
        });
        Arguments.Add(shell);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        string name = $"{typeof(CompletionCommand).Namespace}.Completion.{invocation.Required(shell)}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"resource {name} is missing");
        using var reader = new StreamReader(stream);
        invocation.Output.Write(reader.ReadToEnd());
        return Task.FromResult(ExitCode.Done);
    }
}
