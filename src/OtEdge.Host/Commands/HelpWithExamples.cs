using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OtEdge.Host.Commands;

/// <summary>The help of System.CommandLine, followed by the command's examples.</summary>
/// <param name="inner">Writes usage, arguments and options.</param>
internal sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        inner.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not IWithExamples { Examples.Count: > 0 } command)
        {
            return (int)ExitCode.Done;
        }

        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(command.Examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in command.Examples)
        {
            output.WriteLine($"  {example}");
        }

        output.WriteLine();
        return (int)ExitCode.Done;
    }
}
