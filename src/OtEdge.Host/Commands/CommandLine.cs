namespace OtEdge.Host.Commands;

/// <summary>The command line of the one binary: parses it, runs one command, and turns every failure into a message and an exit code.</summary>
/// <param name="surroundings">What lies outside.</param>
internal sealed class CommandLine(Surroundings surroundings)
{
    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="stop">Cancelled when the command shall end.</param>
    public async Task<ExitCode> RunAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var root = new Root();
        if (arguments.Count == 0)
        {
            await root.Parse("--help").InvokeAsync(
                new CommandLineConfiguration(surroundings with { Output = surroundings.Error }), stop);
            return ExitCode.Wrong;
        }

        var parsed = root.Parse(arguments);
        if (UsageErrors.Any(parsed))
        {
            UsageErrors.Write(parsed, surroundings.Error);
            return ExitCode.Wrong;
        }

        try
        {
            return (ExitCode)await parsed.InvokeAsync(new CommandLineConfiguration(surroundings), stop);
        }
        catch (Exception fault)
        {
            return Explain(fault, arguments.Contains("--verbose"), stop);
        }
    }

    private ExitCode Explain(Exception fault, bool verbose, CancellationToken stop)
    {
        var (code, message) = fault switch
        {
            CommandFailure failure => (failure.Code, failure.Message),
            OperationCanceledException when stop.IsCancellationRequested => (ExitCode.Done, null),
            UnauthorizedAccessException or IOException => (ExitCode.Found, fault.Message),
            _ => (ExitCode.Found, $"internal fault: {fault.Message} Run it again with --verbose and report what it says."),
        };

        if (message is not null)
        {
            surroundings.Error.WriteLine($"otedge: {message}");
            if (verbose)
            {
                surroundings.Error.WriteLine(fault);
            }
        }

        return code;
    }
}
