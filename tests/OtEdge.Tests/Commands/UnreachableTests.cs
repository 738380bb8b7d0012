using System.Net.Sockets;
using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Commands;

public sealed class UnreachableTests
{
    private static readonly string[] Remote =
    [
        "status", "zones", "zones list", "conduits", "conduits list", "conduits show filling", "conduits restart filling",
        "findings", "findings list", "findings show f-1", "changes", "changes list", "changes show last", "reload",
        "change propose filling --mode monitor --reason x", "change arm c-1", "change confirm", "change extend --last",
        "change abort c-1", "change withdraw c-1", "change rollback filling --reason x",
    ];

    public static TheoryData<string> Commands() => [.. Remote];

    [Theory, MemberData(nameof(Commands))]
    public async Task Without_a_gateway_every_command_ends_with_4_and_says_so(string command)
    {
        var run = await CommandRun.With(
            new FakeApi { Fault = SocketError.ConnectionRefused }, [.. command.Split(' '), "--output", "json"]);

        Assert.Equal(ExitCode.Unreachable, run.Code);
        Assert.Equal("", run.Output);
        Assert.Contains("otedge run", run.Error);
    }

    [Fact]
    public async Task A_missing_socket_names_the_state_directory()
    {
        string nowhere = Path.Combine(Path.GetTempPath(), $"otedge-{Guid.NewGuid():N}");
        var run = await CommandRun.With(new FakeApi { Fault = SocketError.AddressNotAvailable }, "status", "--state", nowhere);

        Assert.Equal(ExitCode.Unreachable, run.Code);
        Assert.Contains($"there is no state directory {nowhere}", run.Error);
        Assert.Contains("--state", run.Error);
    }

    [Fact]
    public async Task A_socket_of_another_group_says_how_to_join()
    {
        var run = await CommandRun.With(new FakeApi { Fault = SocketError.AccessDenied }, "status");

        Assert.Equal(ExitCode.Unreachable, run.Code);
        Assert.Contains("group", run.Error);
    }

    [Fact]
    public async Task Nobody_at_the_socket_is_found_out_over_a_real_socket_too()
    {
        string state = Directory.CreateTempSubdirectory("ote-").FullName;
        try
        {
            var output = new StringWriter();
            var error = new StringWriter();
            var surroundings = CommandRun.Surroundings(new FakeApi(), output, error) with
            {
                Connect = OtEdge.Host.Commands.Remote.LocalSocket.Handler,
            };

            var code = await new CommandLine(surroundings).RunAsync(
                ["status", "--state", state], TestContext.Current.CancellationToken);

            Assert.Equal(ExitCode.Unreachable, code);
            Assert.Contains($"there is no socket {Path.Combine(state, "otedge.sock")}", error.ToString());
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }
}
