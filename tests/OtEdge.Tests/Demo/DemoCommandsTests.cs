using OtEdge.Host.Demo;
using Xunit;

namespace OtEdge.Tests.Demo;

/// <summary>Lines that a person pastes must be right to the letter.</summary>
public sealed class DemoCommandsTests
{
    [Fact]
    public void Every_line_names_the_state_directory_of_this_demo()
    {
        var commands = new DemoCommands("otedge", "/tmp/otedge-demo-x");
        Assert.Equal(4, commands.All.Count);
        Assert.All(commands.All, command => Assert.EndsWith("--state /tmp/otedge-demo-x", command.Line));
    }

    [Fact]
    public void The_line_that_enforces_is_a_trial_that_goes_back()
    {
        var commands = new DemoCommands("otedge", "/s");
        Assert.Equal(
            "otedge change propose filling-modbus --mode enforce --reason \"try it\" --trial 2m --override demo --yes --state /s",
            commands.Enforce.Line);
    }

    [Fact]
    public void From_a_clone_the_lines_use_dotnet_run()
    {
        string clone = Directory.CreateTempSubdirectory("otedge-demo-test-").FullName;
        try
        {
            Assert.NotEqual("dotnet run --project src/OtEdge.Host --", DemoCommands.Program(clone));
            Directory.CreateDirectory(Path.Combine(clone, "src", "OtEdge.Host"));
            Assert.Equal("dotnet run --project src/OtEdge.Host --", DemoCommands.Program(clone));
        }
        finally
        {
            Directory.Delete(clone, recursive: true);
        }
    }
}
