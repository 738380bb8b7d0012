namespace OtEdge.Host.Commands;

/// <summary>Ends a command with an exit code and a message for the person at the terminal.</summary>
/// <param name="code">The exit code.</param>
/// <param name="message">Names the thing, what was expected, and what to do.</param>
/// <param name="cause">What went wrong underneath; shown with <c>--verbose</c>.</param>
internal sealed class CommandFailure(ExitCode code, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The exit code.</summary>
    public ExitCode Code => code;
}
