namespace OtEdge.Settings;

/// <summary>Something wrong in the operator's settings.</summary>
public sealed record Problem
{
    /// <summary>Whether the settings can be used all the same.</summary>
    public required Severity Severity { get; init; }

    /// <summary>File relative to the settings' directory, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>Line, 1-based. Default 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>Column in characters, 1-based. Default 1.</summary>
    public int Column { get; init; } = 1;

    /// <summary>Where in the document, such as <c>conduits.filling.limits.pending</c>; <c>.</c> (the default) for the document itself.</summary>
    public string Path { get; init; } = ".";

    /// <summary>What was expected, the user's own words quoted, and what to do.</summary>
    public required string Message { get; init; }

    /// <summary><c>FILE:LINE:COLUMN: PATH: message</c>, with <c>warning: </c> before the message of a warning.</summary>
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {Path}: {(Severity == Severity.Warning ? "warning: " : "")}{Message}";
}
