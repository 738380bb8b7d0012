using System.CommandLine;

namespace OtEdge.Host.Commands;

/// <summary>One thing that otedge can do.</summary>
internal abstract class Verb : Command, IWithExamples
{
    /// <summary>Makes a verb.</summary>
    /// <param name="globals">Options that every command takes.</param>
    /// <param name="name">The word on the command line.</param>
    /// <param name="description">One sentence for help.</param>
    /// <param name="examples">Whole command lines, shown by help.</param>
    protected Verb(GlobalOptions globals, string name, string description, params string[] examples)
        : base(name, description)
    {
        Examples = examples;
        SetAction(async (result, token) =>
        {
            var invocation = new Invocation(result, globals);
            return invocation.IsCsv && !WritesCsv
                ? throw new CommandFailure(ExitCode.Wrong, "--output 'csv': expected text or json; 'otedge flows' writes csv.")
                : (int)await RunAsync(invocation, token);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>True when it can write csv. Default false.</summary>
    protected virtual bool WritesCsv => false;

    /// <summary>Does it.</summary>
    /// <exception cref="CommandFailure">It could not be done.</exception>
    protected abstract Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token);
}
