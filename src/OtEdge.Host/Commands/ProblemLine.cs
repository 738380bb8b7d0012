using OtEdge.Console.Api;

namespace OtEdge.Host.Commands;

/// <summary>One problem as a line that editors jump from: <c>FILE:LINE:COLUMN: PATH: message</c>.</summary>
internal static class ProblemLine
{
    /// <summary>The line.</summary>
    public static string Of(ProblemView problem) =>
        $"{problem.File}:{problem.Line}:{problem.Column}: {(problem.Path.Length > 0 ? problem.Path + ": " : "")}{problem.Message}";
}
