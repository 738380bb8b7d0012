using System.CommandLine;

namespace OtEdge.Host.Commands;

/// <summary>Carries the surroundings through System.CommandLine to the command that runs.</summary>
internal sealed class CommandLineConfiguration : InvocationConfiguration
{
    /// <summary>Makes it; signals and exceptions stay with the caller.</summary>
    public CommandLineConfiguration(Surroundings surroundings)
    {
        Surroundings = surroundings;
        Output = surroundings.Output;
        Error = surroundings.Error;
        EnableDefaultExceptionHandler = false;
        ProcessTerminationTimeout = null;
    }

    /// <summary>What lies outside.</summary>
    public Surroundings Surroundings { get; }
}
