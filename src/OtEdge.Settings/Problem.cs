namespace OtEdge.Settings;

/// <summary>Something wrong in the operator's settings.</summary>
/// <param name="Severity">Whether the settings can be used all the same.</param>
/// <param name="File">File relative to the settings' directory, with forward slashes.</param>
/// <param name="Line">Line, 1-based.</param>
/// <param name="Column">Column in characters, 1-based.</param>
/// <param name="Path">Where in the document, such as <c>conduits.filling.limits.pending</c>; <c>.</c> for the document itself.</param>
/// <param name="Message">What was expected, the user's own words quoted, and what to do.</param>
public sealed record Problem(Severity Severity, string File, int Line, int Column, string Path, string Message)
{
    /// <summary><c>FILE:LINE:COLUMN: PATH: message</c>, with <c>warning: </c> before the message of a warning.</summary>
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {Path}: {(Severity == Severity.Warning ? "warning: " : "")}{Message}";
}
