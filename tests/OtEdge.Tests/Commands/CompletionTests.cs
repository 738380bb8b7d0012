using System.Diagnostics;
using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Commands;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("otedge cond", "conduits")]
    [InlineData("otedge conduits re", "restart")]
    [InlineData("otedge status --out", "--output")]
    [InlineData("otedge status --output j", "json")]
    [InlineData("otedge findings --verdict would", "would_be_refused")]
    [InlineData("otedge completion f", "fish")]
    public async Task Words_are_suggested(string line, string expected)
    {
        var run = await CommandRun.Of($"[suggest:{line.Length}]", line);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains(expected, run.Output.Split('\n'));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Every_shell_has_a_script(string shell)
    {
        var run = await CommandRun.Of("completion", shell);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("[suggest:", run.Output);
    }

    [Theory]
    [InlineData("conduits re", "restart")]
    [InlineData("findings --verdict would", "would_be_refused")]
    [InlineData("stat", "status")]
    public async Task The_bash_script_completes_in_bash(string line, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "bash is not there");
        string program = Path.Combine(AppContext.BaseDirectory, "otedge");
        string script = (await CommandRun.Of("completion", "bash")).Output;
        string[] words = [program, .. line.Split(' ')];
        string bash =
            $$"""
            {{script}}
            COMP_WORDS=({{string.Join(' ', words.Select(word => $"'{word}'"))}})
            COMP_CWORD={{words.Length - 1}}
            COMP_LINE='{{program}} {{line}}'
            COMP_POINT=${#COMP_LINE}
            _otedge
            printf '%s\n' "${COMPREPLY[@]}"
            """;

        Assert.Equal(expected, (await Run("bash", "-c", bash)).Trim());
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
