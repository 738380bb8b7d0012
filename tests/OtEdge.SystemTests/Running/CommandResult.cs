using System.Text.Json;
using Xunit;

namespace OtEdge.SystemTests.Running;

/// <summary>What one `otedge` command did.</summary>
internal sealed record CommandResult(string Arguments, int ExitCode, string Output, string Errors)
{
    public JsonElement Json
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
    }

    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"otedge {Arguments} ended with {ExitCode}: {Errors}\n{Output}");
        return this;
    }
}
