namespace OtEdge.Console.Api;

/// <summary>One thing that is wrong in the settings or in a policy.</summary>
/// <param name="File">File it is in.</param>
/// <param name="Line">Line, 1-based; 0 when it concerns the whole file.</param>
/// <param name="Column">Column, 1-based; 0 when it concerns the whole line.</param>
/// <param name="Path">Path inside the document.</param>
/// <param name="Message">What was expected and what to do.</param>
public sealed record ProblemView(string File, int Line, int Column, string Path, string Message);
